import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { hitResult, suiteQuestion } from './hit-test.ts'

const questions = z.array(suiteQuestion)
const results = z.array(hitResult)

export async function listSuites(db: Db) {
  const rows = await db
    .selectFrom('kb_suites as s')
    .leftJoin('staff_users as u', 'u.id', 's.created_by')
    .select(['s.id', 's.name', 's.questions', 's.created_at', 'u.display_name as by'])
    .orderBy('s.created_at', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, questions: questions.parse(row.questions) }))
}

export async function findSuite(db: Db, id: string) {
  const row = await db
    .selectFrom('kb_suites')
    .select(['id', 'name', 'questions'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, questions: questions.parse(row.questions) } : null
}

/** The newest runs of a suite, newest first. */
export async function listSuiteRuns(db: Db, suiteId: string, limit: number) {
  const rows = await db
    .selectFrom('kb_suite_runs as r')
    .leftJoin('staff_users as u', 'u.id', 'r.started_by')
    .select(['r.id', 'r.state', 'r.results', 'r.created_at', 'r.finished_at'])
    .select('u.display_name as by')
    .where('r.suite_id', '=', suiteId)
    .orderBy('r.created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...row,
    results: row.results === null ? null : results.parse(row.results),
  }))
}

export async function findSuiteRun(db: Db, id: string) {
  const row = await db
    .selectFrom('kb_suite_runs as r')
    .innerJoin('kb_suites as s', 's.id', 'r.suite_id')
    .select(['r.id', 'r.state', 's.questions'])
    .where('r.id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, questions: questions.parse(row.questions) } : null
}
