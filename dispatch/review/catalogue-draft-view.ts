import type { Db } from '../../db/client.ts'
import { catalogueRow } from '../../db/packs/pack.ts'

/** Drafts, the open ones first, newest first. */
export async function listCatalogueDrafts(db: Db, limit = 100) {
  const rows = await db
    .selectFrom('catalogue_drafts as d')
    .innerJoin('staff_users as s', 's.id', 'd.drafted_by')
    .select(['d.id', 'd.line', 'd.row', 'd.reason', 'd.state', 'd.drafted_at', 's.display_name'])
    .orderBy((eb) => eb('d.state', '=', 'open'), 'desc')
    .orderBy('d.drafted_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    draft_id: row.id,
    line: row.line,
    row: catalogueRow.parse(row.row),
    reason: row.reason,
    state: row.state,
    by: row.display_name,
    at: row.drafted_at.toISOString(),
  }))
}
