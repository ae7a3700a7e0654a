import { retryJob } from '../../db/jobs/job-store.ts'
import { listJobs } from '../../db/jobs/job-view.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { withDatabase } from './database-commands.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** `jiesu jobs [list]` · `jiesu jobs retry ID` · `jiesu jobs retry-dead`: dead jobs are visible and can run again. */
export function runJobs(args: string[]): Promise<number> {
  const [what = 'list', id] = args
  return withDatabase(async ({ database: { db } }) => {
    const dead = await listJobs(db, { state: 'dead', limit: 1000 })
    if (what === 'list') {
      for (const job of dead)
        say(`${job.id}  ${job.name}  ${job.attempts}×  ${job.last_error ?? ''}`)
      say(`${dead.length} 个失败的任务 · dead jobs`)
      return 0
    }
    if (what === 'retry' && id !== undefined) {
      await retryJob(db, id, systemClock.now())
      return 0
    }
    if (what === 'retry-dead') {
      for (const job of dead) await retryJob(db, job.id, systemClock.now())
      say(`${dead.length} 个任务会重新执行 · will run again`)
      return 0
    }
    throw new AppError('command.usage', { usage: 'jiesu jobs [list|retry ID|retry-dead]' })
  })
}
