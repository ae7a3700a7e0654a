import type { Db } from '../../db/client.ts'
import { retryJob } from '../../db/jobs/job-store.ts'
import { listJobs } from '../../db/jobs/job-view.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { withDatabase } from './database-commands.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

async function list(db: Db): Promise<void> {
  const dead = await listJobs(db, { state: 'dead', limit: 1000 })
  for (const job of dead) say(`${job.id}  ${job.name}  ${job.attempts}×  ${job.last_error ?? ''}`)
  say(`${dead.length} 个失败的任务 · dead jobs`)
}

async function retryDead(db: Db): Promise<void> {
  const dead = await listJobs(db, { state: 'dead', limit: 1000 })
  for (const job of dead) await retryJob(db, job.id, systemClock.now())
  say(`${dead.length} 个任务会重新执行 · will run again`)
}

/** `jiesu jobs [list]` · `jiesu jobs retry ID` · `jiesu jobs retry-dead`: dead jobs are visible and can run again. */
export function runJobs(args: string[]): Promise<number> {
  const [what = 'list', id] = args
  return withDatabase(async ({ database: { db } }) => {
    if (what === 'list') await list(db)
    else if (what === 'retry' && id !== undefined) await retryJob(db, id, systemClock.now())
    else if (what === 'retry-dead') await retryDead(db)
    else throw new AppError('command.usage', { usage: 'jiesu jobs [list|retry ID|retry-dead]' })
    return 0
  })
}
