import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { HitResult, SuiteQuestion } from './hit-test.ts'

export interface NewSuite {
  name: string
  questions: readonly SuiteQuestion[]
  by: string
  now: Date
}

/** Keeps a list of questions under its name; the same name is the same suite with other questions. */
export async function upsertSuite(
  trx: Db,
  { name, questions, by, now }: NewSuite,
): Promise<string> {
  const text = JSON.stringify(questions)
  const row = await trx
    .insertInto('kb_suites')
    .values({ id: newId(now.getTime()), name, questions: text, created_by: by, created_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ questions: text }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function deleteSuite(trx: Db, id: string): Promise<boolean> {
  const row = await trx
    .deleteFrom('kb_suites')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertSuiteRun(
  trx: Db,
  { suiteId, by, now }: { suiteId: string; by: string; now: Date },
): Promise<string> {
  const id = newId(now.getTime())
  const row = { id, suite_id: suiteId, state: 'queued' as const, started_by: by, created_at: now }
  await trx.insertInto('kb_suite_runs').values(row).execute()
  return id
}

/** A suite that was deleted meanwhile took its run with it. */
export async function finishSuiteRun(
  trx: Db,
  { id, results, now }: { id: string; results: readonly HitResult[]; now: Date },
): Promise<void> {
  await trx
    .updateTable('kb_suite_runs')
    .set({ state: 'done', results: JSON.stringify(results), finished_at: now })
    .where('id', '=', id)
    .execute()
}
