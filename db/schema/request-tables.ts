import type { Generated } from 'kysely'
import type { Fixed, JsonWithDefault, Nullable, Uuid } from './columns.ts'

export interface RequestersTable {
  id: Fixed<Uuid>
  key_id: string
  name_ct: Nullable<Buffer>
  phone_ct: Nullable<Buffer>
  phone_index: Nullable<Buffer>
  created_at: Date
}

export interface RequestDraftsTable {
  id: Fixed<Uuid>
  conversation_id: Nullable<Uuid>
  channel: string
  state: Generated<'open' | 'parked' | 'confirmed' | 'discarded' | 'expired'>
  version: Generated<number>
  elements: JsonWithDefault
  proposal_id: Nullable<Uuid>
  created_at: Date
  updated_at: Date
  confirmed_at: Nullable<Date>
}

export interface ServiceRequestsTable {
  id: Fixed<Uuid>
  request_no: string
  query_code_index: Buffer
  query_code_ct: Buffer
  channel: string
  conversation_id: Nullable<Uuid>
  draft_id: Nullable<Uuid>
  requester_id: Nullable<Uuid>
  confidential: Generated<boolean>
  title: string
  description: string
  elements: JsonWithDefault
  received_at: Date
  registered_at: Date
  parent_request_id: Nullable<Uuid>
  part_no: Nullable<number>
}

export interface RequestAttachmentsTable {
  request_id: string
  attachment_id: string
  linked_at: Date
}

export interface RequestIndexTable {
  request_id: Fixed<Uuid>
  order_id: Fixed<Uuid>
  terms: number[]
  district: Nullable<string>
  subdistrict: Nullable<string>
  received_at: Date
  service_code: Nullable<string>
  lead_unit: Nullable<string>
  unit_level: Nullable<string>
  decided_at: Nullable<Date>
}

export interface RequestLinksTable {
  id: Fixed<Uuid>
  request_a: Fixed<Uuid>
  request_b: Fixed<Uuid>
  kind: Fixed<'same_requester' | 'same_event' | 'same_topic'>
  state: 'proposed' | 'confirmed' | 'rejected' | 'unlinked'
  score: number
  reasons: Generated<string[]>
  version: Generated<number>
  decided_by: Nullable<Uuid>
  decided_at: Nullable<Date>
  created_at: Date
}

export interface ImportedRequestsTable {
  source: string
  external_id: string
  request_id: Uuid
  imported_at: Date
}

/** What citizens want, and what is near it. */
export interface RequestTables {
  requesters: RequestersTable
  request_drafts: RequestDraftsTable
  service_requests: ServiceRequestsTable
  request_attachments: RequestAttachmentsTable
  request_index: RequestIndexTable
  request_links: RequestLinksTable
  imported_requests: ImportedRequestsTable
}
