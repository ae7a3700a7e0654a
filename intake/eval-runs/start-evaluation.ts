import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { insertEvalRun, requestCancel } from './eval-run-store.ts'
import { findEvalRun } from './eval-run-view.ts'

export const RUN_EVALUATION = 'intake.run-evaluation'

export interface EvaluationDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  hurry(jobId: string): void
}

/** Queues a run of these suites; one at a time, because it takes minutes of every core. Error: `evals.running`. */
export async function startEvaluation(
  { database, clock, hurry }: EvaluationDeps,
  actorId: string,
  suites: readonly string[],
): Promise<string> {
  const now = clock.now()
  const { runId, jobId } = await database.db.transaction().execute(async (trx) => {
    const id = await insertEvalRun(trx, { suites, startedBy: actorId, now })
    if (id === null) throw new AppError('evals.running')
    const job = await enqueueJob(trx, { name: RUN_EVALUATION, payload: { runId: id }, now })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId,
      action: 'evaluation.started',
      subject: `evaluation:${id}`,
      detail: { suites: [...suites] },
    })
    return { runId: id, jobId: job }
  })
  if (jobId !== null) hurry(jobId)
  return runId
}

/** Asks a run to stop. Errors: `evals.run-gone`, `evals.run-over`. */
export async function cancelEvaluation(
  { database, clock }: Pick<EvaluationDeps, 'database' | 'clock'>,
  actorId: string,
  runId: string,
): Promise<void> {
  const now = clock.now()
  if (!(await findEvalRun(database.db, runId))) throw new AppError('evals.run-gone')
  await database.db.transaction().execute(async (trx) => {
    if (!(await requestCancel(trx, runId, now))) throw new AppError('evals.run-over')
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId,
      action: 'evaluation.cancelled',
      subject: `evaluation:${runId}`,
    })
  })
}
