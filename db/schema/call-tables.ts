import type { ColumnType, Generated } from 'kysely'
import type { Fixed, JsonWithDefault, Nullable, Uuid } from './columns.ts'

export interface CallTokensTable {
  id: Fixed<Uuid>
  name: string
  token_hash: Buffer
  created_at: Date
  last_used_at: Nullable<Date>
  revoked_at: Nullable<Date>
}

export interface CallsTable {
  id: Fixed<Uuid>
  call_key: string
  origin: 'live' | 'whole' | 'manual'
  source: Generated<string>
  state: Generated<'live' | 'ended' | 'filed' | 'answered' | 'dismissed'>
  agent: Nullable<string>
  contact_sealed: Nullable<string>
  caller_masked: Generated<string>
  caller_index: Nullable<Buffer>
  audio_url: Nullable<string>
  started_at: Date
  ended_at: Nullable<Date>
  acked_seq: Generated<number>
  seqs_beyond: Generated<number[]>
  change_no: Generated<number>
  segment_count: Generated<number>
  understanding: JsonWithDefault
  edits: JsonWithDefault
  edits_sealed: Nullable<string>
  /** A list: pass it as JSON text. */
  transfers: ColumnType<unknown[], string | undefined, string>
  outcome: JsonWithDefault
  request_id: Nullable<Uuid>
  closed_by: Nullable<Uuid>
  closed_at: Nullable<Date>
  close_action_id: Nullable<string>
  created_by: Nullable<Uuid>
  created_at: Date
  updated_at: Date
}

export interface CallSegmentsTable {
  call_id: Uuid
  segment_key: string
  speaker: 'citizen' | 'operator' | 'unknown'
  start_ms: number
  end_ms: number
  text: string
  confidence: Nullable<number>
  final: boolean
  revision: number
  seq: number
  change_no: number
  received_at: Date
}

/** Telephone calls. */
export interface CallTables {
  call_tokens: CallTokensTable
  calls: CallsTable
  call_segments: CallSegmentsTable
}
