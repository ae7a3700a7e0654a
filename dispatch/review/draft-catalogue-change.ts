import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Actor } from '../order/actor.ts'
import { insertCatalogueDraft, updateCatalogueDraft } from './catalogue-draft-store.ts'
import { draftLine } from './draft-line.ts'
import { spanOf } from './load-quality.ts'
import { countOverrides } from './quality-view.ts'
import type { Duties } from './what-would-change.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>

/**
 * One click from "this line is overridden again and again" to a row that the pack's owner can take: computed from the ledger, stored as
 * a draft, never written into a published version (R11: the catalogue is revised). Errors: `quality.line-unknown`, `quality.no-overrides`.
 */
export async function draftCatalogueChange(
  deps: { database: Database; clock: Clock; duties: Duties; packVersionId: string },
  actor: StaffActor,
  { line, days }: { line: string; days: number },
): Promise<{ draft_id: string; reason: string }> {
  const { pack, directory } = deps.duties
  const entry = pack.catalogue.find((row) => row.line === line)
  if (!entry) throw new AppError('quality.line-unknown', { line })
  const span = { ...spanOf(deps.clock, days, pack.meta.timezone), only: line }
  const counted = await countOverrides(deps.database.db, 'line', span)
  const overrides = counted.flatMap(({ unit: code, n }) => {
    const unit = directory.byCode(code)
    return unit ? [{ unit, count: n }] : []
  })
  const draft = draftLine(entry, overrides, { pack, directory })
  if (!draft) throw new AppError('quality.no-overrides')
  const now = deps.clock.now()
  const id = newId(now.getTime())
  await insertCatalogueDraft(deps.database.db, {
    id,
    ...draft,
    evidence: { days, overrides: counted.map(({ unit, n }) => ({ unit, n })) },
    packVersionId: deps.packVersionId,
    by: actor.id,
    now,
  })
  return { draft_id: id, reason: draft.reason }
}

/** The pack's owner has taken a draft over into the pack's files, or dismissed it. Error: `quality.draft-not-found`. */
export async function settleCatalogueDraft(
  { database, clock }: { database: Database; clock: Clock },
  actor: StaffActor,
  { id, state }: { id: string; state: 'taken' | 'dismissed' },
): Promise<void> {
  const end = { id, state, by: actor.id, now: clock.now() }
  const settled = await updateCatalogueDraft(database.db, end)
  if (!settled) throw new AppError('quality.draft-not-found')
}
