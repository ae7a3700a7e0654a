import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import {
  type CallItem,
  type FormEdits,
  formEdits,
  type Understanding,
  understanding as understandingSchema,
} from '../protocol/call-api.ts'

export interface CallRow {
  id: string
  callKey: string
  origin: CallItem['origin']
  state: CallItem['state']
  agent: string | null
  contactSealed: string | null
  callerMasked: string
  callerIndex: Buffer | null
  audioUrl: string | null
  startedAt: Date
  endedAt: Date | null
  changeNo: number
  segmentCount: number
  understanding: Understanding | null
  /** Change that wrote the understanding. */
  understoodNo: number
  edits: FormEdits
  editsSealed: string | null
  transfers: unknown[]
  requestId: string | null
  closeActionId: string | null
  createdBy: string | null
}

const readUnderstanding = (stored: unknown): Understanding | null => {
  const parsed = understandingSchema.safeParse(stored)
  return parsed.success ? parsed.data : null
}

/** One call. Errors: `call.not-found`. With `lock`, nobody else changes it until the transaction ends. */
export async function loadCall(
  db: Db,
  callId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<CallRow> {
  const found = await findCall(db, callId, { lock })
  if (!found) throw new AppError('call.not-found')
  return found
}

export async function findCall(
  db: Db,
  callId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<CallRow | null> {
  const query = db.selectFrom('calls').selectAll().where('id', '=', callId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    callKey: row.call_key,
    origin: row.origin,
    state: row.state,
    agent: row.agent,
    contactSealed: row.contact_sealed,
    callerMasked: row.caller_masked,
    callerIndex: row.caller_index,
    audioUrl: row.audio_url,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    changeNo: row.change_no,
    segmentCount: row.segment_count,
    understanding: readUnderstanding(row.understanding),
    understoodNo: Number(row.understanding['no'] ?? 0),
    edits: formEdits.parse(row.edits),
    editsSealed: row.edits_sealed,
    transfers: row.transfers,
    requestId: row.request_id,
    closeActionId: row.close_action_id,
    createdBy: row.created_by,
  }
}

/** Calls that still want something: running ones and those not filed yet, of the last two days, own ones first. */
export async function listOpenCalls(
  db: Db,
  { login, since }: { login: string; since: Date },
): Promise<CallItem[]> {
  const rows = await db
    .selectFrom('calls')
    .select([
      'id',
      'call_key',
      'origin',
      'state',
      'agent',
      'caller_masked',
      'started_at',
      'ended_at',
      'segment_count',
    ])
    .select([
      sql<string | null>`coalesce(edits->>'title', understanding->'fields'->'title'->>'value')`.as(
        'title',
      ),
      sql<SqlBool>`jsonb_typeof(understanding->'emergency') = 'object'`.as('emergency'),
      sql<SqlBool>`agent is not distinct from ${login}`.as('mine'),
    ])
    .where('state', 'in', ['live', 'ended'])
    .where('started_at', '>', since)
    .where((eb) =>
      eb.or([eb('origin', '!=', 'manual'), eb('agent', '=', login), eb('agent', 'is', null)]),
    )
    .orderBy(sql`agent is not distinct from ${login}`, 'desc')
    .orderBy(sql`state = 'live'`, 'desc')
    .orderBy('started_at', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    call_id: row.call_key,
    origin: row.origin,
    state: row.state,
    mine: Boolean(row.mine),
    agent: row.agent,
    caller: row.caller_masked,
    title: row.title ?? '',
    started_at: row.started_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    emergency: Boolean(row.emergency),
    segments: row.segment_count,
  }))
}

/** What the screen of a closed call shows of its request. */
export async function findRequestOfCall(db: Db, requestId: string) {
  return await db
    .selectFrom('service_requests')
    .select(['id', 'request_no', 'query_code_ct'])
    .where('id', '=', requestId)
    .executeTakeFirst()
}
