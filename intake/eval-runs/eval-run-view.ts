import type { Db } from '../../db/client.ts'
import {
  type EvalRunDetail,
  type EvalRunItem,
  evalProgress,
  evalSummary,
  evalVerdicts,
} from '../protocol/eval-api.ts'
import type { KeptRun } from './compare-runs.ts'

const columns = [
  'r.id',
  'r.state',
  'r.source',
  'r.suites',
  'r.created_at',
  'r.finished_at',
  'r.progress',
  'r.cancel_requested_at',
  'r.problem',
  'r.gates_ok',
  'r.summary',
  'u.display_name as started_by',
] as const

/** Runs without their reports, newest first. */
function runs(db: Db) {
  return db
    .selectFrom('eval_runs as r')
    .leftJoin('staff_users as u', 'u.id', 'r.started_by')
    .select([...columns])
}
type Row = Awaited<ReturnType<ReturnType<typeof runs>['execute']>>[number]

function toDetail(row: Row): EvalRunDetail {
  const summary = row.summary === null ? null : evalSummary.parse(row.summary)
  const gates = summary?.gates ?? []
  const isOver = row.state !== 'queued' && row.state !== 'running'
  return {
    id: row.id,
    state: row.state,
    source: row.source,
    suites: row.suites,
    started_by: row.started_by,
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
    progress: row.progress === null ? null : evalProgress.parse(row.progress),
    cancelling: !isOver && row.cancel_requested_at !== null,
    problem: row.problem,
    gates:
      row.gates_ok === null
        ? null
        : {
            ok: row.gates_ok,
            total: gates.length,
            failed: gates.filter((gate) => !gate.ok).map((gate) => gate.name),
          },
    measured: summary,
    headlines: (summary?.suites ?? []).flatMap(({ name, zh, n, headline, metrics }) => {
      const metric = metrics.find((m) => m.name === headline)
      return metric ? [{ suite: name, zh, n, metric }] : []
    }),
    summary,
  }
}

/** The history of the evaluation, newest first. */
export async function listEvalRuns(db: Db, limit: number): Promise<EvalRunItem[]> {
  const rows = await runs(db)
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => {
    const { summary: _summary, ...item } = toDetail(row)
    return item
  })
}

export async function findEvalRun(db: Db, id: string): Promise<EvalRunDetail | null> {
  const row = await runs(db).where('r.id', '=', id).executeTakeFirst()
  return row ? toDetail(row) : null
}

/** The report as it was rendered when it was measured; null where the run left none. */
export async function findEvalReport(
  db: Db,
  id: string,
  kind: 'report_html' | 'report_json',
): Promise<string | null> {
  const row = await db
    .selectFrom('eval_runs')
    .select(`${kind} as text`)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.text ?? null
}

/** What a comparison needs; null where the run is not done. */
export async function findKeptRun(
  db: Db,
  id: string,
): Promise<(KeptRun & { item: EvalRunItem }) | null> {
  const detail = await findEvalRun(db, id)
  if (!detail?.summary) return null
  const row = await db
    .selectFrom('eval_runs')
    .select('verdicts')
    .where('id', '=', id)
    .executeTakeFirst()
  const { summary, ...item } = detail
  return { summary, verdicts: evalVerdicts.parse(row?.verdicts), item }
}
