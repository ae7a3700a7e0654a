import type { Generated } from 'kysely'
import type { Computed, Fixed, Json, JsonWithDefault, Nullable, Uuid } from './columns.ts'

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

/** Proposals and what people decide. */
export interface ReviewTables {
  proposals: ProposalsTable
  review_claims: ReviewClaimsTable
  decisions: DecisionsTable
  pending_dispatches: PendingDispatchesTable
  review_questions: ReviewQuestionsTable
  consultations: ConsultationsTable
  consultation_opinions: ConsultationOpinionsTable
  catalogue_drafts: CatalogueDraftsTable
}
