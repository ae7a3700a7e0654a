import type { ColumnType, Generated } from 'kysely'

/**
 * The tables' types; `schema.sql` is their truth, and `schema.db.test.ts` compares the two.
 * timestamptz is a Date, date a `YYYY-MM-DD` string, bytea a Buffer, bigint a number, jsonb parsed JSON.
 */

/** Plain text here: ids are branded where they are made (`newId`), and every route parses what comes in. */
type Uuid = string
/** A jsonb object. Top-level arrays must be passed as JSON text: the driver would write them as PostgreSQL arrays. */
type Json = ColumnType<Record<string, unknown>, object | string, object | string>
type JsonWithDefault = ColumnType<
  Record<string, unknown>,
  object | string | undefined,
  object | string
>
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>
/** Written once: an update of it does not compile. */
type Fixed<T> = ColumnType<T, T, never>
/** Made by the database from other columns. */
type Computed<T> = ColumnType<T, never, never>
/** pgvector's text form `[1,2,3]`. */
type Vector = ColumnType<string, string, string>

export interface PackContentsTable {
  content_hash: string
  rows: ColumnType<unknown, string, never>
}
export interface PackVersionsTable {
  id: Fixed<Uuid>
  pack_code: string
  version: string
  content_hash: string
  effective_from: Date
  imported_at: Date
  imported_by: string
}
export interface PackTablesTable {
  version_id: Uuid
  table_name: string
  content_hash: string
}
export interface UnitsTable {
  code: string
  name: string
  short_names: Generated<string[]>
  level: 'district' | 'subdistrict' | 'bureau' | 'city' | 'enterprise' | 'central' | 'region'
  kind: Generated<string>
  parent_code: Nullable<string>
  district_code: Nullable<string>
  duty: Generated<string>
  on_call: Generated<boolean>
  active: Generated<boolean>
  updated_at: Date
}
export interface StaffUsersTable {
  id: Fixed<Uuid>
  login: string
  display_name: string
  password_hash: string
  roles: string[]
  unit_code: Nullable<string>
  active: Generated<boolean>
  sample: Generated<boolean>
  failed_sign_ins: Generated<number>
  locked_until: Nullable<Date>
  created_at: Date
}
export interface StaffSessionsTable {
  token_hash: Buffer
  user_id: Uuid
  csrf_token: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  revoked_at: Nullable<Date>
}
export interface CitizenAccountsTable {
  id: string
  openid_index: Buffer
  created_at: Date
}

export interface CitizenSessionsTable {
  token_hash: Buffer
  account_id: string
  created_at: Date
  expires_at: Date
}

export interface CitizenConversationsTable {
  conversation_id: string
  account_id: string
  linked_at: Date
}

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
export interface ProposalsTable {
  id: Fixed<Uuid>
  draft_id: Nullable<Uuid>
  request_id: Nullable<Uuid>
  pack_version_id: Nullable<Uuid>
  model_version: string
  index_version: string
  body: Json
  ms: number
  created_at: Date
}
export interface ReviewClaimsTable {
  request_id: Uuid
  user_id: Uuid
  claimed_at: Date
  expires_at: Date
}
export interface DecisionsTable {
  id: Fixed<Uuid>
  request_id: Uuid
  proposal_id: Nullable<Uuid>
  decided_by: Uuid
  client_action_id: string
  decision: Json
  diff: Json
  reason_code: Nullable<string>
  note: Generated<string>
  created_at: Date
  unchanged: Computed<boolean | null>
  decided_lead: Computed<string | null>
  decided_class: Computed<string | null>
  proposed_lead: Nullable<string>
  proposed_class: Nullable<string>
  proposed_confidence: Nullable<number>
  catalogue_line: Nullable<string>
}
export interface PendingDispatchesTable {
  id: Fixed<Uuid>
  request_id: Fixed<Uuid>
  order_id: Fixed<Uuid>
  decided_by: Fixed<Uuid>
  client_action_id: Fixed<string>
  order_version: Fixed<number>
  proposal_id: Nullable<Uuid>
  decision: Json
  reason_code: Nullable<string>
  note: Generated<string>
  state: Generated<'pending' | 'sent' | 'undone' | 'dropped'>
  decided_at: Date
  leaves_at: Date
  settled_at: Nullable<Date>
}
export interface ReviewQuestionsTable {
  id: Fixed<Uuid>
  request_id: Fixed<Uuid>
  asked_by: Fixed<Uuid>
  client_action_id: Fixed<string>
  text: Fixed<string>
  asked_at: Date
  answer: Nullable<string>
  answered_at: Nullable<Date>
  answered_via: Nullable<'chat' | 'staff'>
  answered_by: Nullable<Uuid>
}
export interface ConsultationsTable {
  id: Fixed<Uuid>
  request_id: Fixed<Uuid>
  opened_by: Fixed<Uuid>
  client_action_id: Fixed<string>
  question: Fixed<string>
  participants: string[]
  opened_at: Date
  outcome: Nullable<string>
  closed_by: Nullable<Uuid>
  closed_at: Nullable<Date>
}
export interface ConsultationOpinionsTable {
  id: Fixed<Uuid>
  consultation_id: Fixed<Uuid>
  unit_code: Fixed<string>
  opinion: Fixed<string>
  recorded_by: Fixed<Uuid>
  recorded_at: Fixed<Date>
}
export interface CatalogueDraftsTable {
  id: Fixed<Uuid>
  line: Fixed<string>
  row: Json
  reason: Fixed<string>
  evidence: JsonWithDefault
  pack_version_id: Nullable<Uuid>
  state: Generated<'open' | 'taken' | 'dismissed'>
  drafted_by: Fixed<Uuid>
  drafted_at: Date
  settled_by: Nullable<Uuid>
  settled_at: Nullable<Date>
}
export interface WorkOrdersTable {
  id: Fixed<Uuid>
  order_no: string
  request_id: Uuid
  status:
    | 'awaiting_dispatch'
    | 'dispatched'
    | 'handling'
    | 'objected'
    | 'deferred'
    | 'replied'
    | 'following_up'
    | 'closed'
    | 'merged'
    | 'withdrawn'
    | 'terminated'
  version: Generated<number>
  kind: Nullable<string>
  service_code: Nullable<string>
  service_path: Generated<string[]>
  district: Nullable<string>
  subdistrict: Nullable<string>
  community: Nullable<string>
  lead_unit: Nullable<string>
  mode: Nullable<'direct' | 'direct_and_district' | 'district' | 'consultation'>
  deadline: Nullable<'2h' | '24h' | '7d' | '15d'>
  legal_basis: Generated<string>
  catalogue_line: Nullable<string>
  pack_version_id: Nullable<Uuid>
  emergency: Generated<boolean>
  sensitive: Generated<boolean>
  confidence: Nullable<number>
  received_at: Date
  dispatch_due_at: Date
  dispatched_at: Nullable<Date>
  due_at: Nullable<Date>
  acknowledged_at: Nullable<Date>
  replied_at: Nullable<Date>
  closed_at: Nullable<Date>
  delivery_state: Generated<'pending' | 'sent' | 'failed'>
  dispatched_by: Nullable<Uuid>
  merged_into: Nullable<Uuid>
}
export interface OrderUnitsTable {
  order_id: Uuid
  unit_code: string
  role: 'lead' | 'supporting' | 'copy'
  added_at: Date
}

export type ActorKind = 'citizen' | 'staff' | 'system'

export interface OrderEventsTable {
  order_id: Fixed<Uuid>
  seq: Fixed<number>
  type: Fixed<string>
  at: Fixed<Date>
  actor_kind: Fixed<ActorKind>
  actor_id: ColumnType<string | null, string | null | undefined, never>
  unit_code: ColumnType<string | null, string | null | undefined, never>
  public: ColumnType<boolean, boolean | undefined, never>
  client_action_id: ColumnType<string | null, string | null | undefined, never>
  payload: ColumnType<Record<string, unknown>, object | string | undefined, never>
  prev_hash: Fixed<string>
  hash: Fixed<string>
}
export interface OrderAnnouncementsTable {
  order_id: string
  announced_seq: Generated<number>
}

export interface ArticleFeedbackTable {
  id: string
  article_key: string
  article_version: number
  helpful: boolean
  reason: Generated<string>
  question: Generated<string>
  origin: 'public' | 'chat' | 'operator'
  created_at: Date
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

export interface RequestAttachmentsTable {
  request_id: string
  attachment_id: string
  linked_at: Date
}

export interface ArticleFilesTable {
  id: Fixed<Uuid>
  uploaded_by: Fixed<Uuid>
  client_file_id: Fixed<string>
  media_type: Fixed<string>
  bytes: Fixed<number>
  sha256: Fixed<string>
  name: Fixed<string>
  created_at: Fixed<Date>
  kept_at: Date
}

export interface AuditEventsTable {
  seq: Fixed<number>
  at: Fixed<Date>
  actor_kind: Fixed<ActorKind>
  actor_id: ColumnType<string | null, string | null | undefined, never>
  action: Fixed<string>
  subject: Fixed<string>
  purpose: ColumnType<string | null, string | null | undefined, never>
  detail: ColumnType<Record<string, unknown>, object | string | undefined, never>
  prev_hash: Fixed<string>
  hash: Fixed<string>
}
export interface AuditHeadTable {
  single: Generated<boolean>
  seq: number
  hash: string
}
export interface JobsTable {
  id: Fixed<Uuid>
  name: string
  payload: Json
  state: Generated<'queued' | 'done' | 'dead'>
  unique_key: Nullable<string>
  run_at: Date
  attempts: Generated<number>
  max_attempts: Nullable<number>
  lease_until: Nullable<Date>
  relayed_at: Nullable<Date>
  last_error: Nullable<string>
  created_at: Date
  done_at: Nullable<Date>
}
export interface ArticlesTable {
  id: Fixed<Uuid>
  article_key: string
  version: number
  state: 'draft' | 'in_review' | 'published' | 'expired' | 'withdrawn'
  title: string
  body: string
  front: Json
  content_hash: string
  valid_from: Nullable<string>
  valid_until: Nullable<string>
  published_at: Nullable<Date>
  created_at: Date
  row_version: Generated<number>
  written_by: Nullable<Uuid>
  submitted_at: Nullable<Date>
  approved_by: Nullable<Uuid>
  updated_at: Nullable<Date>
  based_on: Nullable<number>
  note: Generated<string>
  source_id: Nullable<string>
  source_hash: Nullable<string>
  gap_id: Nullable<Uuid>
}
export interface KbGapsTable {
  id: Fixed<Uuid>
  kind: 'unanswered' | 'correction'
  state: 'open' | 'writing' | 'closed' | 'dismissed'
  title: string
  owner: Generated<string>
  topic: Generated<string>
  article_key: Nullable<string>
  note: Generated<string>
  raised_by: Nullable<Uuid>
  row_version: Generated<number>
  checks: ColumnType<unknown, string | null | undefined, string | null>
  checked_at: Nullable<Date>
  closed_at: Nullable<Date>
  closed_by: Nullable<Uuid>
  close_reason: Generated<string>
  created_at: Date
  updated_at: Date
}
export interface KbQuestionsTable {
  id: Fixed<Uuid>
  text: string
  outcome: 'refused' | 'unsure' | 'unhelpful'
  reason: Generated<string>
  confidence: Generated<number>
  article_key: Nullable<string>
  origin: 'public' | 'chat' | 'operator'
  gap_id: Nullable<Uuid>
  asked_at: Date
}
export interface KbUsageTable {
  day: string
  article_key: Generated<string>
  way: 'view' | 'chat' | 'call' | 'search' | 'search_empty'
  count: number
}
export interface KbNoticesTable {
  id: Fixed<Uuid>
  article_key: string
  kind: 'review' | 'verify' | 'expiry'
  due: string
  created_at: Date
  done_at: Nullable<Date>
  done_by: Nullable<Uuid>
}
export interface KbImportsTable {
  id: Fixed<Uuid>
  created_by: Uuid
  files: ColumnType<unknown, string, never>
  sources: ColumnType<unknown, string, string>
  defaults: ColumnType<unknown, string, never>
  claimed_at: Nullable<Date>
  outcome: ColumnType<unknown, string | null | undefined, string | null>
  done_at: Nullable<Date>
  created_at: Date
}
export interface KbSuitesTable {
  id: Fixed<Uuid>
  name: string
  questions: ColumnType<unknown, string, string>
  created_by: Nullable<Uuid>
  created_at: Date
}
export interface KbSuiteRunsTable {
  id: Fixed<Uuid>
  suite_id: Uuid
  state: 'queued' | 'done'
  results: ColumnType<unknown, string | null | undefined, string | null>
  started_by: Nullable<Uuid>
  created_at: Date
  finished_at: Nullable<Date>
}
export interface PassagesTable {
  id: Fixed<Uuid>
  article_id: Uuid
  seq: number
  heading: Generated<string>
  text: string
}
export interface EmbeddingSpacesTable {
  id: string
  kind: 'onnx' | 'hash' | 'openai'
  model: string
  dimensions: number
  created_at: Date
}
export interface EmbeddingsTable {
  space_id: string
  subject_kind: 'passage' | 'order'
  subject_id: Uuid
  content_hash: string
  vector: Vector
  created_at: Date
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
export interface ImportedRequestsTable {
  source: string
  external_id: string
  request_id: Uuid
  imported_at: Date
}
export interface ModelUsageTable {
  id: Fixed<Uuid>
  purpose: Fixed<string>
  prompt: Fixed<string>
  prompt_version: Fixed<number>
  model: Fixed<string>
  outcome: Fixed<
    'ok' | 'timeout' | 'rate_limited' | 'unavailable' | 'truncated' | 'invalid' | 'circuit_open'
  >
  input_tokens: Fixed<number>
  output_tokens: Fixed<number>
  cost: Nullable<number>
  ms: Fixed<number>
  at: ColumnType<Date, Date | string, never>
}
export interface EvalRunsTable {
  id: Fixed<Uuid>
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  source: 'console' | 'command'
  suites: string[]
  started_by: Nullable<Uuid>
  created_at: ColumnType<Date, Date | string, never>
  started_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  progress: Nullable<object | string>
  cancel_requested_at: Nullable<Date>
  problem: Nullable<string>
  gates_ok: Nullable<boolean>
  summary: Nullable<object | string>
  verdicts: Nullable<object | string>
  report_json: Nullable<string>
  report_html: Nullable<string>
  digest: Nullable<string>
}
export interface ClassModelsTable {
  id: Fixed<Uuid>
  state: 'queued' | 'ready' | 'refused' | 'failed'
  version: Nullable<string>
  label_hash: Nullable<string>
  order_count: Generated<number>
  pack_version_id: Nullable<Uuid>
  started_by: Nullable<Uuid>
  created_at: ColumnType<Date, Date | string, never>
  trained_at: Nullable<Date>
  verdict: Nullable<string>
  artefact: Nullable<Buffer>
  active: Generated<boolean>
  activated_at: Nullable<Date>
  activation: Nullable<'gates' | 'hand'>
  activated_by: Nullable<Uuid>
}

export interface Schema {
  pack_contents: PackContentsTable
  pack_versions: PackVersionsTable
  pack_tables: PackTablesTable
  units: UnitsTable
  staff_users: StaffUsersTable
  staff_sessions: StaffSessionsTable
  citizen_accounts: CitizenAccountsTable
  citizen_sessions: CitizenSessionsTable
  citizen_conversations: CitizenConversationsTable
  conversations: ConversationsTable
  messages: MessagesTable
  hand_overs: HandOversTable
  conversation_alarms: ConversationAlarmsTable
  emergency_transfers: EmergencyTransfersTable
  conversation_notes: ConversationNotesTable
  conversation_keys: ConversationKeysTable
  requesters: RequestersTable
  request_drafts: RequestDraftsTable
  service_requests: ServiceRequestsTable
  proposals: ProposalsTable
  review_claims: ReviewClaimsTable
  decisions: DecisionsTable
  pending_dispatches: PendingDispatchesTable
  review_questions: ReviewQuestionsTable
  consultations: ConsultationsTable
  consultation_opinions: ConsultationOpinionsTable
  catalogue_drafts: CatalogueDraftsTable
  work_orders: WorkOrdersTable
  order_units: OrderUnitsTable
  order_events: OrderEventsTable
  order_announcements: OrderAnnouncementsTable
  audit_events: AuditEventsTable
  audit_head: AuditHeadTable
  jobs: JobsTable
  articles: ArticlesTable
  article_feedback: ArticleFeedbackTable
  kb_gaps: KbGapsTable
  kb_questions: KbQuestionsTable
  kb_usage: KbUsageTable
  kb_notices: KbNoticesTable
  kb_imports: KbImportsTable
  kb_suites: KbSuitesTable
  kb_suite_runs: KbSuiteRunsTable
  attachments: AttachmentsTable
  request_attachments: RequestAttachmentsTable
  article_files: ArticleFilesTable
  passages: PassagesTable
  embedding_spaces: EmbeddingSpacesTable
  embeddings: EmbeddingsTable
  request_index: RequestIndexTable
  request_links: RequestLinksTable
  call_tokens: CallTokensTable
  calls: CallsTable
  call_segments: CallSegmentsTable
  imported_requests: ImportedRequestsTable
  eval_runs: EvalRunsTable
  model_usage: ModelUsageTable
  class_models: ClassModelsTable
}
