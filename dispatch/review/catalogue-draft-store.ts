import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type CatalogueEntry, catalogueRow } from '../../db/packs/pack.ts'

export async function insertCatalogueDraft(
  trx: Db,
  draft: {
    id: string
    row: CatalogueEntry
    reason: string
    evidence: { days: number; overrides: { unit: string; n: number }[] }
    packVersionId: string
    by: string
    now: Date
  },
): Promise<void> {
  await trx
    .insertInto('catalogue_drafts')
    .values({
      id: draft.id,
      line: draft.row.line,
      row: JSON.stringify(draft.row),
      reason: draft.reason,
      evidence: JSON.stringify(draft.evidence),
      pack_version_id: draft.packVersionId,
      drafted_by: draft.by,
      drafted_at: draft.now,
    })
    .execute()
}

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

/** The pack's owner has taken a draft over into the pack's files, or dismissed it. Error: `quality.draft-not-found`. */
export async function settleCatalogueDraft(
  db: Db,
  end: { id: string; state: 'taken' | 'dismissed'; by: string; now: Date },
): Promise<void> {
  const row = await db
    .updateTable('catalogue_drafts')
    .set({ state: end.state, settled_by: end.by, settled_at: end.now })
    .where('id', '=', end.id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new AppError('quality.draft-not-found')
}
