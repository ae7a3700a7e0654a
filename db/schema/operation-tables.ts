import type { ColumnType, Generated } from 'kysely'
import type { ActorKind, Fixed, Json, Nullable, Uuid, Vector } from './columns.ts'

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
  lead: Nullable<object>
}

/** How the program runs: audit trail, jobs, models and their measurements. */
export interface OperationTables {
  audit_events: AuditEventsTable
  audit_head: AuditHeadTable
  jobs: JobsTable
  embedding_spaces: EmbeddingSpacesTable
  embeddings: EmbeddingsTable
  eval_runs: EvalRunsTable
  model_usage: ModelUsageTable
  class_models: ClassModelsTable
}
