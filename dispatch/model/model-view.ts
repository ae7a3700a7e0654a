import type { Db } from '../../db/client.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { fitsPack, labelHashOf, type OrderText } from '../classifier/class-model.ts'
import { type ClassModel, decodeClassModel } from '../classifier/class-model-file.ts'
import { type Bands, bandsFor } from '../proposal/confidence.ts'
import { listConfirmed } from '../review/confirmed-view.ts'
import { trustsOf } from './kept-lead.ts'

/** One version as the list shows it. */
export interface ModelVersion {
  id: string
  state: 'queued' | 'ready' | 'refused' | 'failed'
  version: string | null
  label_hash: string | null
  order_count: number
  created_at: Date
  trained_at: Date | null
  verdict: string | null
  active: boolean
  activated_at: Date | null
  /** By passing the gates, or by hand; null where that was not kept yet. */
  activation: 'gates' | 'hand' | null
  /** Who did by hand; null for a command. */
  activated_by: string | null
  /** Who asked for the training; null for a command. */
  started_by: string | null
  /** What was learnt of leads, as `leadSentence` reads it. */
  lead: object | null
}

const fields = [
  'm.id',
  'm.state',
  'm.version',
  'm.label_hash',
  'm.order_count',
  'm.created_at',
  'm.trained_at',
  'm.verdict',
  'm.active',
  'm.activated_at',
  'm.activation',
  'm.lead',
  'a.display_name as activated_by',
  'u.display_name as started_by',
] as const

/** All versions, newest first, with what the gates said of each. */
export async function listModels(db: Db): Promise<ModelVersion[]> {
  return await db
    .selectFrom('class_models as m')
    .leftJoin('staff_users as u', 'u.id', 'm.started_by')
    .leftJoin('staff_users as a', 'a.id', 'm.activated_by')
    .select([...fields])
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id', 'desc')
    .execute()
}

/** Name of the version that is to serve; null: the pack's own. */
export async function findActiveVersion(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('class_models')
    .select('version')
    .where('active', '=', true)
    .executeTakeFirst()
  return row?.version ?? null
}

/** A version by its name or the beginning of it. */
export async function findModel(db: Db, version: string): Promise<ModelVersion | null> {
  const rows = await listModels(db)
  return rows.find((row) => row.version === version || row.version?.endsWith(version)) ?? null
}

/** The active model, where there is one that knows the classes of this pack; else null: the pack's own serves. */
export async function loadActiveModel(db: Db, pack: Pack): Promise<ClassModel | null> {
  const row = await db
    .selectFrom('class_models')
    .select('artefact')
    .where('active', '=', true)
    .executeTakeFirst()
  if (!row?.artefact) return null
  const model = decodeClassModel(row.artefact)
  return fitsPack(model, pack) ? model : null
}

/** Where the bands of confidence begin (R12) under the model that serves: by the city's own orders, or by the pack's curve. */
export async function loadBands(db: Db, pack: Pack): Promise<Bands> {
  const row = await db
    .selectFrom('class_models')
    .select(['lead', 'label_hash'])
    .where('active', '=', true)
    .executeTakeFirst()
  const trusts = row?.label_hash === labelHashOf(pack) ? trustsOf(row.lead, pack) : null
  return bandsFor(pack.meta.required_precision, trusts ?? undefined)
}

/** Confirmed orders as training texts; what was told in confidence is left out (promise of R28). */
export async function listOrderTexts(db: Db, until: Date): Promise<OrderText[]> {
  const confirmed = await listConfirmed(db, { from: new Date(0), to: until })
  return confirmed.flatMap(({ text, address, channel, received_at, decision, status }) => {
    const { service_code: code, lead: unit, district, subdistrict, kind } = decision
    if (!code) return []
    // An order that was withdrawn or ended without handling proves nothing of its unit (R12).
    if (status === 'withdrawn' || status === 'terminated') return [{ text, code }]
    const lead = { unit, district, subdistrict, address, channel, kind, at: received_at }
    return [{ text, code, lead }]
  })
}
