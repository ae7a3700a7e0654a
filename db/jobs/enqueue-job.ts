import type { Db } from '../client.ts'
import { type Id, newId } from '../kernel/ids.ts'

export interface NewJob {
  name: string
  /** Ids only; the job's own schema parses it when it runs. */
  payload: Record<string, unknown>
  now: Date
  /** Default: at once. */
  runAt?: Date
  /** A second job with the same key is not made, even after the first is done. */
  uniqueKey?: string
  maxAttempts?: number
}

/**
 * Writes the job row in the caller's transaction: when that commits, the work is promised. Call `hurry` of the runner
 * after the commit so that it starts at once. Returns null when a job with this unique key is already there.
 */
export async function enqueueJob(trx: Db, job: NewJob): Promise<Id | null> {
  const id = newId(job.now.getTime())
  const row = await trx
    .insertInto('jobs')
    .values({
      id,
      name: job.name,
      payload: job.payload,
      unique_key: job.uniqueKey ?? null,
      run_at: job.runAt ?? job.now,
      max_attempts: job.maxAttempts ?? null,
      created_at: job.now,
    })
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row === undefined ? null : id
}
