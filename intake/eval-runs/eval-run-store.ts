import type { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { EvalSummary, EvalVerdicts, evalProgress } from '../protocol/eval-api.ts'

const active = ['queued', 'running'] as const

/** Queues a run; null where another one waits or runs. */
export async function insertEvalRun(
  trx: Db,
  run: { suites: readonly string[]; startedBy: string; now: Date },
): Promise<string | null> {
  const id = newId(run.now.getTime())
  const row = await trx
    .insertInto('eval_runs')
    .values({
      id,
      state: 'queued',
      source: 'console',
      suites: [...run.suites],
      started_by: run.startedBy,
      created_at: run.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export interface FinishedRun {
  summary: EvalSummary
  verdicts: EvalVerdicts
  reportJson: string
  reportHtml: string
  digest: string
}

const finishedValues = ({ summary, verdicts, reportJson, reportHtml, digest }: FinishedRun) => ({
  state: 'done' as const,
  gates_ok: summary.gates.length === 0 ? null : summary.gates.every((gate) => gate.ok),
  summary: JSON.stringify(summary),
  verdicts: JSON.stringify(verdicts),
  report_json: reportJson,
  report_html: reportHtml,
  digest,
})

/** Stores a run of the command line; false where it is there already. */
export async function insertFinishedRun(trx: Db, run: FinishedRun, now: Date): Promise<boolean> {
  const { summary } = run
  const row = await trx
    .insertInto('eval_runs')
    .values({
      id: newId(now.getTime()),
      source: 'command',
      suites: summary.suites.map((suite) => suite.name),
      created_at: summary.started_at,
      started_at: summary.started_at,
      finished_at: summary.finished_at,
      ...finishedValues(run),
    })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A worker has taken it up; false where it was cancelled or is over. */
export async function startEvalRun(db: Db, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('eval_runs')
    .set({ state: 'running', started_at: now })
    .where('id', '=', id)
    .where('state', 'in', [...active])
    .where('cancel_requested_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Writes how far it is, and says whether somebody wants it to stop. */
export async function noteProgress(
  db: Db,
  id: string,
  progress: z.infer<typeof evalProgress> | null,
): Promise<{ cancelled: boolean }> {
  const row = await db
    .updateTable('eval_runs')
    .set({ progress: progress === null ? null : JSON.stringify(progress) })
    .where('id', '=', id)
    .returning('cancel_requested_at')
    .executeTakeFirst()
  return { cancelled: row?.cancel_requested_at !== null }
}

/**
 * Asks a run to stop. One that nobody has taken up ends at once, and so does one that was asked before: its worker is gone.
 * Returns false where it is over already.
 */
export async function requestCancel(trx: Db, id: string, now: Date): Promise<boolean> {
  const row = await trx
    .selectFrom('eval_runs')
    .select(['state', 'cancel_requested_at'])
    .where('id', '=', id)
    .where('state', 'in', [...active])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return false
  if (row.state === 'queued' || row.cancel_requested_at !== null) {
    await endEvalRun(trx, id, { state: 'cancelled', now, problem: null })
  } else {
    await trx
      .updateTable('eval_runs')
      .set({ cancel_requested_at: now })
      .where('id', '=', id)
      .execute()
  }
  return true
}

/** The end of a run that left no report. */
export async function endEvalRun(
  trx: Db,
  id: string,
  { state, now, problem }: { state: 'failed' | 'cancelled'; now: Date; problem: string | null },
): Promise<void> {
  await trx
    .updateTable('eval_runs')
    .set({ state, finished_at: now, problem, progress: null })
    .where('id', '=', id)
    .where('state', 'in', [...active])
    .execute()
}

/** The end of a run that left one. */
export async function finishEvalRun(
  trx: Db,
  id: string,
  { run, now }: { run: FinishedRun; now: Date },
): Promise<void> {
  await trx
    .updateTable('eval_runs')
    .set({ ...finishedValues(run), finished_at: now, progress: null })
    .where('id', '=', id)
    .where('state', 'in', [...active])
    .execute()
}
