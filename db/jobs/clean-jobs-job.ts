import { z } from 'zod'
import type { Db } from '../client.ts'
import type { Clock } from '../kernel/clock.ts'
import { enqueueJob } from './enqueue-job.ts'
import { defineJob, type Job } from './job.ts'

const NAME = 'db.clean-jobs'
const DAY_MS = 86_400_000

const payload = z.object({})

/** Plans the day's cleaning; a second wish for the same day changes nothing. */
export async function planJobCleaning(db: Db, at: Date, now: Date): Promise<void> {
  const uniqueKey = `clean-jobs:${at.toISOString().slice(0, 10)}`
  await enqueueJob(db, { name: NAME, payload: {}, now, runAt: at, uniqueKey })
}

/**
 * Once a day: jobs that were done more than `keepDays` ago go, since the table would grow by every message for ever.
 * Waiting and dead ones stay, whatever their age: what was promised is done or seen by a person.
 */
export function createCleanJobsJob(deps: {
  clock: Clock
  keepDays: number
}): Job<z.infer<typeof payload>> {
  return defineJob({
    name: NAME,
    payload,
    apply: async (trx) => {
      const now = deps.clock.now()
      await trx
        .deleteFrom('jobs')
        .where('state', '=', 'done')
        .where('done_at', '<', new Date(now.getTime() - deps.keepDays * DAY_MS))
        .execute()
      await planJobCleaning(trx, new Date(now.getTime() + DAY_MS), now)
    },
  })
}
