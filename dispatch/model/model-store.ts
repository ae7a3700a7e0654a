import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import { type ClassModel, encodeClassModel } from '../classifier/class-model-file.ts'
import { keptLeadOf } from './kept-lead.ts'

/** Queues one training; null where one is queued already. */
export async function insertTraining(
  db: Db,
  { startedBy, now }: { startedBy: string | null; now: Date },
): Promise<string | null> {
  const row = await db
    .insertInto('class_models')
    .values({ id: newId(), state: 'queued', started_by: startedBy, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export interface TrainedRow {
  model: ClassModel
  packVersionId: string | null
  state: 'ready' | 'refused'
  verdict: string
  now: Date
}

/** Keeps what was trained; the same texts give the same version, which is kept once: the older row goes. */
export async function saveTrained(trx: Db, id: string, given: TrainedRow): Promise<void> {
  const { model, packVersionId, state, verdict, now } = given
  const twin = await trx
    .selectFrom('class_models')
    .select(['id', 'active'])
    .where('version', '=', model.version)
    .where('id', '<>', id)
    .forUpdate()
    .executeTakeFirst()
  if (twin) await trx.deleteFrom('class_models').where('id', '=', twin.id).execute()
  await trx
    .updateTable('class_models')
    .set({
      state,
      version: model.version,
      label_hash: model.labelHash,
      order_count: model.orders,
      pack_version_id: packVersionId,
      trained_at: now,
      verdict,
      artefact: encodeClassModel(model),
      lead: keptLeadOf(model.lead),
      active: state === 'ready' && twin?.active === true,
    })
    .where('id', '=', id)
    .execute()
}

/** While a training goes on its verdict says how far it is. */
export async function noteTraining(db: Db, id: string, text: string): Promise<void> {
  await db
    .updateTable('class_models')
    .set({ verdict: text })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}

export async function failTraining(
  trx: Db,
  id: string,
  { reason, now }: { reason: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('class_models')
    .set({ state: 'failed', verdict: reason, trained_at: now })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}

export interface Activation {
  /** Null puts the pack's own model back. */
  id: string | null
  now: Date
  /** The gates take a model into use that passes them; else somebody did, null from the command line. */
  by: 'gates' | { staff: string | null }
}

/** Makes one version the active one, and keeps who did. */
export async function setActive(trx: Db, { id, now, by }: Activation): Promise<void> {
  await trx.updateTable('class_models').set({ active: false }).where('active', '=', true).execute()
  if (id === null) return
  await trx
    .updateTable('class_models')
    .set({
      active: true,
      activated_at: now,
      activation: by === 'gates' ? 'gates' : 'hand',
      activated_by: by === 'gates' ? null : by.staff,
    })
    .where('id', '=', id)
    .execute()
}
