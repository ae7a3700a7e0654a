import type { Generated } from 'kysely'
import type { Fixed, JsonWithDefault, Nullable, Uuid } from './columns.ts'

export interface ConversationsTable {
  id: Fixed<Uuid>
  channel: string
  resume_token_hash: Buffer
  last_seq: Generated<number>
  answered_seq: Generated<number>
  state: JsonWithDefault
  state_version: Generated<number>
  created_at: Date
  updated_at: Date
  closed_at: Nullable<Date>
}

export interface MessagesTable {
  id: Fixed<Uuid>
  conversation_id: Uuid
  seq: number
  sender: 'citizen' | 'assistant' | 'staff' | 'system'
  kind: Generated<string>
  client_message_id: Nullable<string>
  text: Generated<string>
  frame: JsonWithDefault
  in_reply_to: Nullable<Uuid>
  created_at: Date
  staff_id: Nullable<Uuid>
}

export interface HandOversTable {
  id: Fixed<Uuid>
  conversation_id: Uuid
  reason: 'asked' | 'self_harm' | 'unanswered'
  urgent: Generated<boolean>
  state: Generated<'waiting' | 'taken' | 'ended'>
  wanted_at: Date
  taken_at: Nullable<Date>
  taken_by: Nullable<Uuid>
  ended_at: Nullable<Date>
  ended_by: Nullable<Uuid>
  ended_why: Generated<string>
}

export interface ConversationAlarmsTable {
  id: Fixed<Uuid>
  conversation_id: Uuid
  message_id: Uuid
  kind: 'emergency' | 'risk'
  number: Nullable<string>
  flags: Generated<string[]>
  text: string
  raised_at: Date
  seen_at: Nullable<Date>
  seen_by: Nullable<Uuid>
}

export interface EmergencyTransfersTable {
  id: Fixed<Uuid>
  alarm_id: Fixed<Uuid>
  number: Fixed<string>
  note: Fixed<string>
  transferred_at: Fixed<Date>
  transferred_by: Fixed<Uuid>
  client_action_id: Fixed<string>
}

export interface ConversationNotesTable {
  id: Fixed<Uuid>
  conversation_id: Uuid
  author: Uuid
  text: string
  created_at: Date
}

export interface ConversationKeysTable {
  key_hash: Buffer
  conversation_id: Uuid
  kind: 'code' | 'token'
  created_at: Date
  expires_at: Nullable<Date>
  used_at: Nullable<Date>
}

export interface AttachmentsTable {
  id: string
  conversation_id: string | null
  message_id: string | null
  request_id: string | null
  client_attachment_id: string
  kind: 'image' | 'video' | 'audio' | 'document'
  media_type: string
  bytes: number
  sha256: string
  name: string
  width: number | null
  height: number | null
  has_thumbnail: Generated<boolean>
  created_at: Date
}

/** What is said in chat, and what comes with it. */
export interface ConversationTables {
  conversations: ConversationsTable
  messages: MessagesTable
  hand_overs: HandOversTable
  conversation_alarms: ConversationAlarmsTable
  emergency_transfers: EmergencyTransfersTable
  conversation_notes: ConversationNotesTable
  conversation_keys: ConversationKeysTable
  attachments: AttachmentsTable
}
