import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Segment } from './segment.ts'

export interface LockedCall {
  id: string
  state: 'live' | 'ended' | 'filed' | 'answered' | 'dismissed'
  acked: number
  beyond: number[]
  changeNo: number
  segmentCount: number
  hasContact: boolean
}

const lockedColumns = [
  'id',
  'state',
  'acked_seq',
  'seqs_beyond',
  'change_no',
  'segment_count',
  'contact_sealed',
] as const

/** The call of that key, made where it is new, locked until the transaction ends. */
export async function lockOrOpenCall(
  trx: Db,
  call: { key: string; origin: 'live' | 'whole'; source: string; startedAt: Date; now: Date },
): Promise<LockedCall> {
  const row = await trx
    .insertInto('calls')
    .values({
      id: newId(call.now.getTime()),
      call_key: call.key,
      origin: call.origin,
      source: call.source,
      started_at: call.startedAt,
      created_at: call.now,
      updated_at: call.now,
    })
    .onConflict((conflict) => conflict.column('call_key').doUpdateSet({ updated_at: call.now }))
    .returning(lockedColumns)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    state: row.state,
    acked: row.acked_seq,
    beyond: row.seqs_beyond,
    changeNo: row.change_no,
    segmentCount: row.segment_count,
    hasContact: row.contact_sealed !== null,
  }
}

export interface CallFacts {
  startedAt?: Date
  endedAt?: Date
  agent?: string
  audioUrl?: string
  contact?: { sealed: string; masked: string; index: Buffer }
}

/** Writes what a batch of frames changed; `changeNo` counts it for the screens. */
export async function updateCall(
  trx: Db,
  call: LockedCall,
  next: {
    acked: number
    beyond: number[]
    changeNo: number
    segmentCount: number
    facts: CallFacts
    now: Date
  },
): Promise<void> {
  const { facts } = next
  const ends = facts.endedAt !== undefined && call.state === 'live'
  await trx
    .updateTable('calls')
    .set({
      acked_seq: next.acked,
      seqs_beyond: next.beyond,
      change_no: next.changeNo,
      segment_count: next.segmentCount,
      updated_at: next.now,
      ...(facts.startedAt ? { started_at: facts.startedAt } : {}),
      ...(facts.endedAt ? { ended_at: facts.endedAt } : {}),
      ...(ends ? { state: 'ended' as const } : {}),
      ...(facts.agent ? { agent: facts.agent } : {}),
      ...(facts.audioUrl ? { audio_url: facts.audioUrl } : {}),
      ...(facts.contact
        ? {
            contact_sealed: facts.contact.sealed,
            caller_masked: facts.contact.masked,
            caller_index: facts.contact.index,
          }
        : {}),
    })
    .where('id', '=', call.id)
    .execute()
}

/** Stores segments, the later version of each (see `laterVersion`). Returns how many rows are new and how many changed. */
export async function upsertSegments(
  trx: Db,
  segments: readonly Segment[],
  at: { callId: string; changeNo: number; now: Date },
): Promise<{ inserted: number; changed: number }> {
  if (segments.length === 0) return { inserted: 0, changed: 0 }
  const rows = await trx
    .insertInto('call_segments')
    .values(
      segments.map((segment) => ({
        call_id: at.callId,
        segment_key: segment.segment_id,
        speaker: segment.speaker,
        start_ms: segment.start_ms,
        end_ms: segment.end_ms,
        text: segment.text,
        confidence: segment.confidence,
        final: segment.final,
        revision: segment.revision,
        seq: segment.seq,
        change_no: at.changeNo,
        received_at: at.now,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['call_id', 'segment_key'])
        .doUpdateSet((eb) => ({
          speaker: eb.ref('excluded.speaker'),
          start_ms: eb.ref('excluded.start_ms'),
          end_ms: eb.ref('excluded.end_ms'),
          text: eb.ref('excluded.text'),
          confidence: eb.ref('excluded.confidence'),
          final: eb.ref('excluded.final'),
          revision: eb.ref('excluded.revision'),
          seq: eb.ref('excluded.seq'),
          change_no: eb.ref('excluded.change_no'),
        }))
        .where(
          sql<boolean>`(excluded.revision, excluded.final, excluded.seq) > (call_segments.revision, call_segments.final, call_segments.seq)`,
        ),
    )
    .returning(sql<boolean>`xmax = 0`.as('inserted'))
    .execute()
  return { inserted: rows.filter((row) => row.inserted).length, changed: rows.length }
}
