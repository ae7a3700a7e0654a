import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import { retryJob } from '../../db/jobs/job-store.ts'
import type { Clock } from '../../db/kernel/clock.ts'

export interface RetryDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  hurry(jobId: string): void
}

/** Puts a dead job back into the queue, and notes who did. Error: `job.not-found`. */
export async function retryDeadJob(
  { database, clock, hurry }: RetryDeps,
  actorId: string,
  jobId: string,
): Promise<void> {
  const now = clock.now()
  await database.db.transaction().execute(async (trx) => {
    await retryJob(trx, jobId, now)
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId,
      action: 'job.retried',
      subject: `job:${jobId}`,
    })
  })
  hurry(jobId)
}
