import type { Db } from '../../db/client.ts'
import type { CatalogueEntry } from '../../db/packs/pack.ts'

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

/** Closes an open draft; false when there is none by this id. */
export async function updateCatalogueDraft(
  db: Db,
  end: { id: string; state: 'taken' | 'dismissed'; by: string; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('catalogue_drafts')
    .set({ state: end.state, settled_by: end.by, settled_at: end.now })
    .where('id', '=', end.id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
