-- Made by: npx tsx db/testing/dump-schema.ts

-- extensions
create extension vector;

-- sequences
create sequence order_no_seq;
create sequence request_no_seq;

-- tables
create table article_feedback (
  id uuid not null,
  article_key text not null,
  article_version integer not null,
  helpful boolean not null,
  reason text not null default ''::text,
  question text not null default ''::text,
  origin text not null,
  created_at timestamp with time zone not null
);
create table article_files (
  id uuid not null,
  uploaded_by uuid not null,
  client_file_id text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  name text not null,
  created_at timestamp with time zone not null,
  kept_at timestamp with time zone not null
);
create table articles (
  id uuid not null,
  article_key text not null,
  version integer not null,
  state text not null,
  title text not null,
  body text not null,
  front jsonb not null,
  content_hash text not null,
  valid_from date,
  valid_until date,
  published_at timestamp with time zone,
  created_at timestamp with time zone not null,
  row_version integer not null default 1,
  written_by uuid,
  submitted_at timestamp with time zone,
  approved_by uuid,
  updated_at timestamp with time zone,
  based_on integer,
  note text not null default ''::text,
  source_id text,
  source_hash text,
  gap_id uuid
);
create table attachments (
  id uuid not null,
  conversation_id uuid,
  message_id uuid,
  request_id uuid,
  client_attachment_id text not null,
  kind text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  name text not null,
  width integer,
  height integer,
  has_thumbnail boolean not null default false,
  created_at timestamp with time zone not null
);
create table audit_events (
  seq bigint not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  subject text not null,
  purpose text,
  detail jsonb not null default '{}'::jsonb,
  prev_hash text not null,
  hash text not null
);
create table audit_head (
  single boolean not null default true,
  seq bigint not null,
  hash text not null
);
create table call_segments (
  call_id uuid not null,
  segment_key text not null,
  speaker text not null,
  start_ms integer not null,
  end_ms integer not null,
  text text not null,
  confidence real,
  final boolean not null,
  revision integer not null,
  seq integer not null,
  change_no integer not null,
  received_at timestamp with time zone not null
);
create table call_tokens (
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create table calls (
  id uuid not null,
  call_key text not null,
  origin text not null,
  source text not null default ''::text,
  state text not null default 'live'::text,
  agent text,
  contact_sealed text,
  caller_masked text not null default ''::text,
  caller_index bytea,
  audio_url text,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  acked_seq integer not null default 0,
  seqs_beyond integer[] not null default '{}'::integer[],
  change_no integer not null default 0,
  segment_count integer not null default 0,
  understanding jsonb not null default '{}'::jsonb,
  edits jsonb not null default '{}'::jsonb,
  edits_sealed text,
  transfers jsonb not null default '[]'::jsonb,
  outcome jsonb not null default '{}'::jsonb,
  request_id uuid,
  closed_by uuid,
  closed_at timestamp with time zone,
  close_action_id text,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create table catalogue_drafts (
  id uuid not null,
  line text not null,
  "row" jsonb not null,
  reason text not null,
  evidence jsonb not null default '{}'::jsonb,
  pack_version_id uuid,
  state text not null default 'open'::text,
  drafted_by uuid not null,
  drafted_at timestamp with time zone not null,
  settled_by uuid,
  settled_at timestamp with time zone
);
create table citizen_accounts (
  id uuid not null,
  openid_index bytea not null,
  created_at timestamp with time zone not null
);
create table citizen_conversations (
  conversation_id uuid not null,
  account_id uuid not null,
  linked_at timestamp with time zone not null
);
create table citizen_sessions (
  token_hash bytea not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
create table class_models (
  id uuid not null,
  state text not null,
  version text,
  label_hash text,
  order_count integer not null default 0,
  pack_version_id uuid,
  started_by uuid,
  created_at timestamp with time zone not null,
  trained_at timestamp with time zone,
  verdict text,
  artefact bytea,
  active boolean not null default false,
  activated_at timestamp with time zone,
  activation text,
  activated_by uuid,
  lead jsonb
);
create table consultation_opinions (
  id uuid not null,
  consultation_id uuid not null,
  unit_code text not null,
  opinion text not null,
  recorded_by uuid not null,
  recorded_at timestamp with time zone not null
);
create table consultations (
  id uuid not null,
  request_id uuid not null,
  opened_by uuid not null,
  client_action_id text not null,
  question text not null,
  participants text[] not null,
  opened_at timestamp with time zone not null,
  outcome text,
  closed_by uuid,
  closed_at timestamp with time zone
);
create table conversation_alarms (
  id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null,
  kind text not null,
  number text,
  flags text[] not null default '{}'::text[],
  text text not null,
  raised_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  seen_by uuid
);
create table conversation_keys (
  key_hash bytea not null,
  conversation_id uuid not null,
  kind text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  used_at timestamp with time zone
);
create table conversation_notes (
  id uuid not null,
  conversation_id uuid not null,
  author uuid not null,
  text text not null,
  created_at timestamp with time zone not null
);
create table conversations (
  id uuid not null,
  channel text not null,
  resume_token_hash bytea not null,
  last_seq integer not null default 0,
  answered_seq integer not null default 0,
  state jsonb not null default '{}'::jsonb,
  state_version integer not null default 0,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone
);
create table decisions (
  id uuid not null,
  request_id uuid not null,
  proposal_id uuid,
  decided_by uuid not null,
  client_action_id text not null,
  decision jsonb not null,
  diff jsonb not null,
  reason_code text,
  note text not null default ''::text,
  created_at timestamp with time zone not null,
  unchanged boolean default ((diff ->> 'unchanged'::text))::boolean,
  decided_lead text default (decision ->> 'lead'::text),
  decided_class text default (decision ->> 'service_code'::text),
  proposed_lead text,
  proposed_class text,
  proposed_confidence real,
  catalogue_line text
);
create table embedding_spaces (
  id text not null,
  kind text not null,
  model text not null,
  dimensions integer not null,
  created_at timestamp with time zone not null
);
create table embeddings (
  space_id text not null,
  subject_kind text not null,
  subject_id uuid not null,
  content_hash text not null,
  vector vector not null,
  created_at timestamp with time zone not null
);
create table emergency_transfers (
  id uuid not null,
  alarm_id uuid not null,
  number text not null,
  note text not null default ''::text,
  transferred_at timestamp with time zone not null,
  transferred_by uuid not null,
  client_action_id text not null
);
create table eval_runs (
  id uuid not null,
  state text not null,
  source text not null,
  suites text[] not null,
  started_by uuid,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  progress jsonb,
  cancel_requested_at timestamp with time zone,
  problem text,
  gates_ok boolean,
  summary jsonb,
  verdicts jsonb,
  report_json text,
  report_html text,
  digest text
);
create table hand_overs (
  id uuid not null,
  conversation_id uuid not null,
  reason text not null,
  urgent boolean not null default false,
  state text not null default 'waiting'::text,
  wanted_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  taken_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_why text not null default ''::text
);
create table imported_requests (
  source text not null,
  external_id text not null,
  request_id uuid not null,
  imported_at timestamp with time zone not null
);
create table jobs (
  id uuid not null,
  name text not null,
  payload jsonb not null,
  state text not null default 'queued'::text,
  unique_key text,
  run_at timestamp with time zone not null,
  attempts integer not null default 0,
  max_attempts integer,
  lease_until timestamp with time zone,
  relayed_at timestamp with time zone,
  last_error text,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone
);
create table kb_gaps (
  id uuid not null,
  kind text not null,
  state text not null,
  title text not null,
  owner text not null default ''::text,
  topic text not null default ''::text,
  article_key text,
  note text not null default ''::text,
  raised_by uuid,
  row_version integer not null default 1,
  checks jsonb,
  checked_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by uuid,
  close_reason text not null default ''::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create table kb_imports (
  id uuid not null,
  created_by uuid not null,
  files jsonb not null,
  sources jsonb not null,
  defaults jsonb not null,
  claimed_at timestamp with time zone,
  outcome jsonb,
  done_at timestamp with time zone,
  created_at timestamp with time zone not null
);
create table kb_notices (
  id uuid not null,
  article_key text not null,
  kind text not null,
  due date not null,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by uuid
);
create table kb_questions (
  id uuid not null,
  text text not null,
  outcome text not null,
  reason text not null default ''::text,
  confidence real not null default 0,
  article_key text,
  origin text not null,
  gap_id uuid,
  asked_at timestamp with time zone not null
);
create table kb_suite_runs (
  id uuid not null,
  suite_id uuid not null,
  state text not null,
  results jsonb,
  started_by uuid,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone
);
create table kb_suites (
  id uuid not null,
  name text not null,
  questions jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null
);
create table kb_usage (
  day date not null,
  article_key text not null default ''::text,
  way text not null,
  count integer not null
);
create table messages (
  id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  sender text not null,
  kind text not null default 'text'::text,
  client_message_id text,
  text text not null default ''::text,
  frame jsonb not null default '{}'::jsonb,
  in_reply_to uuid,
  created_at timestamp with time zone not null,
  staff_id uuid
);
create table model_usage (
  id uuid not null,
  purpose text not null,
  prompt text not null,
  prompt_version integer not null,
  model text not null,
  outcome text not null,
  input_tokens integer not null,
  output_tokens integer not null,
  cost double precision,
  ms integer not null,
  at timestamp with time zone not null
);
create table order_announcements (
  order_id uuid not null,
  announced_seq integer not null default 0
);
create table order_events (
  order_id uuid not null,
  seq integer not null,
  type text not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  unit_code text,
  public boolean not null default false,
  client_action_id text,
  payload jsonb not null default '{}'::jsonb,
  prev_hash text not null,
  hash text not null
);
create table order_units (
  order_id uuid not null,
  unit_code text not null,
  role text not null,
  added_at timestamp with time zone not null
);
create table pack_contents (
  content_hash text not null,
  rows jsonb not null
);
create table pack_tables (
  version_id uuid not null,
  table_name text not null,
  content_hash text not null
);
create table pack_versions (
  id uuid not null,
  pack_code text not null,
  version text not null,
  content_hash text not null,
  effective_from timestamp with time zone not null,
  imported_at timestamp with time zone not null,
  imported_by text not null
);
create table passages (
  id uuid not null,
  article_id uuid not null,
  seq integer not null,
  heading text not null default ''::text,
  text text not null
);
create table pending_dispatches (
  id uuid not null,
  request_id uuid not null,
  order_id uuid not null,
  decided_by uuid not null,
  client_action_id text not null,
  order_version integer not null,
  proposal_id uuid,
  decision jsonb not null,
  reason_code text,
  note text not null default ''::text,
  state text not null default 'pending'::text,
  decided_at timestamp with time zone not null,
  leaves_at timestamp with time zone not null,
  settled_at timestamp with time zone
);
create table proposals (
  id uuid not null,
  draft_id uuid,
  request_id uuid,
  pack_version_id uuid,
  model_version text not null,
  index_version text not null,
  body jsonb not null,
  ms real not null,
  created_at timestamp with time zone not null
);
create table request_attachments (
  request_id uuid not null,
  attachment_id uuid not null,
  linked_at timestamp with time zone not null
);
create table request_drafts (
  id uuid not null,
  conversation_id uuid,
  channel text not null,
  state text not null default 'open'::text,
  version integer not null default 1,
  elements jsonb not null default '{}'::jsonb,
  proposal_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  confirmed_at timestamp with time zone
);
create table request_index (
  request_id uuid not null,
  order_id uuid not null,
  terms integer[] not null,
  district text,
  subdistrict text,
  received_at timestamp with time zone not null,
  service_code text,
  lead_unit text,
  unit_level text,
  decided_at timestamp with time zone
);
create table request_links (
  id uuid not null,
  request_a uuid not null,
  request_b uuid not null,
  kind text not null,
  state text not null,
  score real not null,
  reasons text[] not null default '{}'::text[],
  version integer not null default 1,
  decided_by uuid,
  decided_at timestamp with time zone,
  created_at timestamp with time zone not null
);
create table requesters (
  id uuid not null,
  key_id text not null,
  name_ct bytea,
  phone_ct bytea,
  phone_index bytea,
  created_at timestamp with time zone not null
);
create table review_claims (
  request_id uuid not null,
  user_id uuid not null,
  claimed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
create table review_questions (
  id uuid not null,
  request_id uuid not null,
  asked_by uuid not null,
  client_action_id text not null,
  text text not null,
  asked_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  answered_via text,
  answered_by uuid
);
create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now()
);
create table service_requests (
  id uuid not null,
  request_no text not null,
  query_code_index bytea not null,
  query_code_ct bytea not null,
  channel text not null,
  conversation_id uuid,
  draft_id uuid,
  requester_id uuid,
  confidential boolean not null default false,
  title text not null,
  description text not null,
  elements jsonb not null default '{}'::jsonb,
  received_at timestamp with time zone not null,
  registered_at timestamp with time zone not null,
  parent_request_id uuid,
  part_no integer
);
create table staff_sessions (
  token_hash bytea not null,
  user_id uuid not null,
  csrf_token text not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
create table staff_users (
  id uuid not null,
  login text not null,
  display_name text not null,
  password_hash text not null,
  roles text[] not null,
  unit_code text,
  active boolean not null default true,
  sample boolean not null default false,
  failed_sign_ins integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null
);
create table units (
  code text not null,
  name text not null,
  short_names text[] not null default '{}'::text[],
  level text not null,
  kind text not null default ''::text,
  parent_code text,
  district_code text,
  duty text not null default ''::text,
  on_call boolean not null default false,
  active boolean not null default true,
  updated_at timestamp with time zone not null
);
create table work_orders (
  id uuid not null,
  order_no text not null,
  request_id uuid not null,
  status text not null,
  version integer not null default 1,
  kind text,
  service_code text,
  service_path text[] not null default '{}'::text[],
  district text,
  subdistrict text,
  community text,
  lead_unit text,
  mode text,
  deadline text,
  legal_basis text not null default ''::text,
  catalogue_line text,
  pack_version_id uuid,
  emergency boolean not null default false,
  sensitive boolean not null default false,
  confidence real,
  received_at timestamp with time zone not null,
  dispatch_due_at timestamp with time zone not null,
  dispatched_at timestamp with time zone,
  due_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  replied_at timestamp with time zone,
  closed_at timestamp with time zone,
  delivery_state text not null default 'pending'::text,
  dispatched_by uuid,
  merged_into uuid
);

-- constraints
alter table article_feedback add constraint article_feedback_origin_check CHECK ((origin = ANY (ARRAY['public'::text, 'chat'::text, 'operator'::text])));
alter table article_feedback add constraint article_feedback_pkey PRIMARY KEY (id);
alter table article_files add constraint article_files_bytes_check CHECK ((bytes > 0));
alter table article_files add constraint article_files_pkey PRIMARY KEY (id);
alter table article_files add constraint article_files_uploaded_by_client_file_id_key UNIQUE (uploaded_by, client_file_id);
alter table article_files add constraint article_files_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES staff_users(id);
alter table articles add constraint articles_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES staff_users(id);
alter table articles add constraint articles_article_key_version_key UNIQUE (article_key, version);
alter table articles add constraint articles_pkey PRIMARY KEY (id);
alter table articles add constraint articles_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_review'::text, 'published'::text, 'expired'::text, 'withdrawn'::text])));
alter table articles add constraint articles_written_by_fkey FOREIGN KEY (written_by) REFERENCES staff_users(id);
alter table attachments add constraint attachments_bytes_check CHECK ((bytes > 0));
alter table attachments add constraint attachments_conversation_id_client_attachment_id_key UNIQUE (conversation_id, client_attachment_id);
alter table attachments add constraint attachments_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table attachments add constraint attachments_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'video'::text, 'audio'::text, 'document'::text])));
alter table attachments add constraint attachments_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id);
alter table attachments add constraint attachments_pkey PRIMARY KEY (id);
alter table attachments add constraint attachments_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table audit_events add constraint audit_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['citizen'::text, 'staff'::text, 'system'::text])));
alter table audit_events add constraint audit_events_pkey PRIMARY KEY (seq);
alter table audit_head add constraint audit_head_pkey PRIMARY KEY (single);
alter table audit_head add constraint audit_head_single_check CHECK (single);
alter table call_segments add constraint call_segments_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE;
alter table call_segments add constraint call_segments_pkey PRIMARY KEY (call_id, segment_key);
alter table call_segments add constraint call_segments_segment_key_check CHECK (((length(segment_key) >= 1) AND (length(segment_key) <= 100)));
alter table call_segments add constraint call_segments_speaker_check CHECK ((speaker = ANY (ARRAY['citizen'::text, 'operator'::text, 'unknown'::text])));
alter table call_tokens add constraint call_tokens_name_key UNIQUE (name);
alter table call_tokens add constraint call_tokens_pkey PRIMARY KEY (id);
alter table call_tokens add constraint call_tokens_token_hash_key UNIQUE (token_hash);
alter table calls add constraint calls_call_key_check CHECK (((length(call_key) >= 1) AND (length(call_key) <= 100)));
alter table calls add constraint calls_call_key_key UNIQUE (call_key);
alter table calls add constraint calls_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES staff_users(id);
alter table calls add constraint calls_created_by_fkey FOREIGN KEY (created_by) REFERENCES staff_users(id);
alter table calls add constraint calls_origin_check CHECK ((origin = ANY (ARRAY['live'::text, 'whole'::text, 'manual'::text])));
alter table calls add constraint calls_pkey PRIMARY KEY (id);
alter table calls add constraint calls_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table calls add constraint calls_state_check CHECK ((state = ANY (ARRAY['live'::text, 'ended'::text, 'filed'::text, 'answered'::text, 'dismissed'::text])));
alter table catalogue_drafts add constraint catalogue_drafts_check CHECK ((((state = 'open'::text) = (settled_at IS NULL)) AND ((state = 'open'::text) = (settled_by IS NULL))));
alter table catalogue_drafts add constraint catalogue_drafts_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES staff_users(id);
alter table catalogue_drafts add constraint catalogue_drafts_pack_version_id_fkey FOREIGN KEY (pack_version_id) REFERENCES pack_versions(id);
alter table catalogue_drafts add constraint catalogue_drafts_pkey PRIMARY KEY (id);
alter table catalogue_drafts add constraint catalogue_drafts_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES staff_users(id);
alter table catalogue_drafts add constraint catalogue_drafts_state_check CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'dismissed'::text])));
alter table citizen_accounts add constraint citizen_accounts_openid_index_key UNIQUE (openid_index);
alter table citizen_accounts add constraint citizen_accounts_pkey PRIMARY KEY (id);
alter table citizen_conversations add constraint citizen_conversations_account_id_fkey FOREIGN KEY (account_id) REFERENCES citizen_accounts(id);
alter table citizen_conversations add constraint citizen_conversations_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table citizen_conversations add constraint citizen_conversations_pkey PRIMARY KEY (conversation_id);
alter table citizen_sessions add constraint citizen_sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES citizen_accounts(id);
alter table citizen_sessions add constraint citizen_sessions_pkey PRIMARY KEY (token_hash);
alter table class_models add constraint class_models_activated_by_fkey FOREIGN KEY (activated_by) REFERENCES staff_users(id);
alter table class_models add constraint class_models_activation_check CHECK ((activation = ANY (ARRAY['gates'::text, 'hand'::text])));
alter table class_models add constraint class_models_check CHECK (((NOT active) OR (state = 'ready'::text)));
alter table class_models add constraint class_models_check1 CHECK (((state <> 'ready'::text) OR ((version IS NOT NULL) AND (artefact IS NOT NULL))));
alter table class_models add constraint class_models_order_count_check CHECK ((order_count >= 0));
alter table class_models add constraint class_models_pack_version_id_fkey FOREIGN KEY (pack_version_id) REFERENCES pack_versions(id);
alter table class_models add constraint class_models_pkey PRIMARY KEY (id);
alter table class_models add constraint class_models_started_by_fkey FOREIGN KEY (started_by) REFERENCES staff_users(id);
alter table class_models add constraint class_models_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'ready'::text, 'refused'::text, 'failed'::text])));
alter table class_models add constraint class_models_version_key UNIQUE (version);
alter table consultation_opinions add constraint consultation_opinions_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultations(id);
alter table consultation_opinions add constraint consultation_opinions_opinion_check CHECK ((opinion <> ''::text));
alter table consultation_opinions add constraint consultation_opinions_pkey PRIMARY KEY (id);
alter table consultation_opinions add constraint consultation_opinions_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES staff_users(id);
alter table consultation_opinions add constraint consultation_opinions_unit_code_fkey FOREIGN KEY (unit_code) REFERENCES units(code);
alter table consultations add constraint consultations_check CHECK ((((outcome IS NULL) = (closed_at IS NULL)) AND ((outcome IS NULL) = (closed_by IS NULL))));
alter table consultations add constraint consultations_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES staff_users(id);
alter table consultations add constraint consultations_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES staff_users(id);
alter table consultations add constraint consultations_participants_check CHECK ((cardinality(participants) > 0));
alter table consultations add constraint consultations_pkey PRIMARY KEY (id);
alter table consultations add constraint consultations_question_check CHECK ((question <> ''::text));
alter table consultations add constraint consultations_request_id_client_action_id_key UNIQUE (request_id, client_action_id);
alter table consultations add constraint consultations_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table conversation_alarms add constraint conversation_alarms_check CHECK (((kind <> 'emergency'::text) OR (number IS NOT NULL)));
alter table conversation_alarms add constraint conversation_alarms_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table conversation_alarms add constraint conversation_alarms_kind_check CHECK ((kind = ANY (ARRAY['emergency'::text, 'risk'::text])));
alter table conversation_alarms add constraint conversation_alarms_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id);
alter table conversation_alarms add constraint conversation_alarms_pkey PRIMARY KEY (id);
alter table conversation_alarms add constraint conversation_alarms_seen_by_fkey FOREIGN KEY (seen_by) REFERENCES staff_users(id);
alter table conversation_keys add constraint conversation_keys_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table conversation_keys add constraint conversation_keys_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'token'::text])));
alter table conversation_keys add constraint conversation_keys_pkey PRIMARY KEY (key_hash);
alter table conversation_notes add constraint conversation_notes_author_fkey FOREIGN KEY (author) REFERENCES staff_users(id);
alter table conversation_notes add constraint conversation_notes_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table conversation_notes add constraint conversation_notes_pkey PRIMARY KEY (id);
alter table conversations add constraint conversations_pkey PRIMARY KEY (id);
alter table conversations add constraint conversations_resume_token_hash_key UNIQUE (resume_token_hash);
alter table decisions add constraint decisions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff_users(id);
alter table decisions add constraint decisions_pkey PRIMARY KEY (id);
alter table decisions add constraint decisions_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id);
alter table decisions add constraint decisions_request_id_client_action_id_key UNIQUE (request_id, client_action_id);
alter table decisions add constraint decisions_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table embedding_spaces add constraint embedding_spaces_dimensions_check CHECK (((dimensions >= 1) AND (dimensions <= 4096)));
alter table embedding_spaces add constraint embedding_spaces_kind_check CHECK ((kind = ANY (ARRAY['onnx'::text, 'hash'::text, 'openai'::text])));
alter table embedding_spaces add constraint embedding_spaces_pkey PRIMARY KEY (id);
alter table embeddings add constraint embeddings_pkey PRIMARY KEY (space_id, subject_kind, subject_id);
alter table embeddings add constraint embeddings_space_id_fkey FOREIGN KEY (space_id) REFERENCES embedding_spaces(id);
alter table embeddings add constraint embeddings_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['passage'::text, 'order'::text])));
alter table emergency_transfers add constraint emergency_transfers_alarm_id_fkey FOREIGN KEY (alarm_id) REFERENCES conversation_alarms(id);
alter table emergency_transfers add constraint emergency_transfers_client_action_id_key UNIQUE (client_action_id);
alter table emergency_transfers add constraint emergency_transfers_pkey PRIMARY KEY (id);
alter table emergency_transfers add constraint emergency_transfers_transferred_by_fkey FOREIGN KEY (transferred_by) REFERENCES staff_users(id);
alter table eval_runs add constraint eval_runs_check CHECK (((state <> 'done'::text) OR ((summary IS NOT NULL) AND (report_html IS NOT NULL) AND (finished_at IS NOT NULL))));
alter table eval_runs add constraint eval_runs_digest_key UNIQUE (digest);
alter table eval_runs add constraint eval_runs_pkey PRIMARY KEY (id);
alter table eval_runs add constraint eval_runs_source_check CHECK ((source = ANY (ARRAY['console'::text, 'command'::text])));
alter table eval_runs add constraint eval_runs_started_by_fkey FOREIGN KEY (started_by) REFERENCES staff_users(id);
alter table eval_runs add constraint eval_runs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])));
alter table eval_runs add constraint eval_runs_suites_check CHECK ((cardinality(suites) > 0));
alter table hand_overs add constraint hand_overs_check CHECK (((state <> 'taken'::text) OR ((taken_at IS NOT NULL) AND (taken_by IS NOT NULL))));
alter table hand_overs add constraint hand_overs_check1 CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL)));
alter table hand_overs add constraint hand_overs_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table hand_overs add constraint hand_overs_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES staff_users(id);
alter table hand_overs add constraint hand_overs_pkey PRIMARY KEY (id);
alter table hand_overs add constraint hand_overs_reason_check CHECK ((reason = ANY (ARRAY['asked'::text, 'self_harm'::text, 'unanswered'::text])));
alter table hand_overs add constraint hand_overs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'ended'::text])));
alter table hand_overs add constraint hand_overs_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES staff_users(id);
alter table imported_requests add constraint imported_requests_pkey PRIMARY KEY (source, external_id);
alter table imported_requests add constraint imported_requests_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table jobs add constraint jobs_pkey PRIMARY KEY (id);
alter table jobs add constraint jobs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'done'::text, 'dead'::text])));
alter table jobs add constraint jobs_unique_key_key UNIQUE (unique_key);
alter table kb_gaps add constraint kb_gaps_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES staff_users(id);
alter table kb_gaps add constraint kb_gaps_kind_check CHECK ((kind = ANY (ARRAY['unanswered'::text, 'correction'::text])));
alter table kb_gaps add constraint kb_gaps_pkey PRIMARY KEY (id);
alter table kb_gaps add constraint kb_gaps_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES staff_users(id);
alter table kb_gaps add constraint kb_gaps_state_check CHECK ((state = ANY (ARRAY['open'::text, 'writing'::text, 'closed'::text, 'dismissed'::text])));
alter table kb_imports add constraint kb_imports_check CHECK (((done_at IS NULL) = (outcome IS NULL)));
alter table kb_imports add constraint kb_imports_created_by_fkey FOREIGN KEY (created_by) REFERENCES staff_users(id);
alter table kb_imports add constraint kb_imports_pkey PRIMARY KEY (id);
alter table kb_notices add constraint kb_notices_article_key_kind_due_key UNIQUE (article_key, kind, due);
alter table kb_notices add constraint kb_notices_done_by_fkey FOREIGN KEY (done_by) REFERENCES staff_users(id);
alter table kb_notices add constraint kb_notices_kind_check CHECK ((kind = ANY (ARRAY['review'::text, 'verify'::text, 'expiry'::text])));
alter table kb_notices add constraint kb_notices_pkey PRIMARY KEY (id);
alter table kb_questions add constraint kb_questions_gap_id_fkey FOREIGN KEY (gap_id) REFERENCES kb_gaps(id);
alter table kb_questions add constraint kb_questions_origin_check CHECK ((origin = ANY (ARRAY['public'::text, 'chat'::text, 'operator'::text])));
alter table kb_questions add constraint kb_questions_outcome_check CHECK ((outcome = ANY (ARRAY['refused'::text, 'unsure'::text, 'unhelpful'::text])));
alter table kb_questions add constraint kb_questions_pkey PRIMARY KEY (id);
alter table kb_suite_runs add constraint kb_suite_runs_check CHECK (((state <> 'done'::text) OR ((results IS NOT NULL) AND (finished_at IS NOT NULL))));
alter table kb_suite_runs add constraint kb_suite_runs_pkey PRIMARY KEY (id);
alter table kb_suite_runs add constraint kb_suite_runs_started_by_fkey FOREIGN KEY (started_by) REFERENCES staff_users(id);
alter table kb_suite_runs add constraint kb_suite_runs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'done'::text])));
alter table kb_suite_runs add constraint kb_suite_runs_suite_id_fkey FOREIGN KEY (suite_id) REFERENCES kb_suites(id) ON DELETE CASCADE;
alter table kb_suites add constraint kb_suites_created_by_fkey FOREIGN KEY (created_by) REFERENCES staff_users(id);
alter table kb_suites add constraint kb_suites_name_key UNIQUE (name);
alter table kb_suites add constraint kb_suites_pkey PRIMARY KEY (id);
alter table kb_usage add constraint kb_usage_count_check CHECK ((count > 0));
alter table kb_usage add constraint kb_usage_pkey PRIMARY KEY (day, article_key, way);
alter table kb_usage add constraint kb_usage_way_check CHECK ((way = ANY (ARRAY['view'::text, 'chat'::text, 'call'::text, 'search'::text, 'search_empty'::text])));
alter table messages add constraint messages_conversation_id_client_message_id_key UNIQUE (conversation_id, client_message_id);
alter table messages add constraint messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table messages add constraint messages_conversation_id_seq_key UNIQUE (conversation_id, seq);
alter table messages add constraint messages_in_reply_to_fkey FOREIGN KEY (in_reply_to) REFERENCES messages(id);
alter table messages add constraint messages_pkey PRIMARY KEY (id);
alter table messages add constraint messages_sender_check CHECK ((sender = ANY (ARRAY['citizen'::text, 'assistant'::text, 'staff'::text, 'system'::text])));
alter table messages add constraint messages_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_users(id);
alter table model_usage add constraint model_usage_cost_check CHECK ((cost >= (0)::double precision));
alter table model_usage add constraint model_usage_input_tokens_check CHECK ((input_tokens >= 0));
alter table model_usage add constraint model_usage_ms_check CHECK ((ms >= 0));
alter table model_usage add constraint model_usage_outcome_check CHECK ((outcome = ANY (ARRAY['ok'::text, 'timeout'::text, 'rate_limited'::text, 'unavailable'::text, 'truncated'::text, 'invalid'::text, 'circuit_open'::text])));
alter table model_usage add constraint model_usage_output_tokens_check CHECK ((output_tokens >= 0));
alter table model_usage add constraint model_usage_pkey PRIMARY KEY (id);
alter table model_usage add constraint model_usage_prompt_version_check CHECK ((prompt_version > 0));
alter table order_announcements add constraint order_announcements_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders(id);
alter table order_announcements add constraint order_announcements_pkey PRIMARY KEY (order_id);
alter table order_events add constraint order_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['citizen'::text, 'staff'::text, 'system'::text])));
alter table order_events add constraint order_events_order_id_client_action_id_key UNIQUE (order_id, client_action_id);
alter table order_events add constraint order_events_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders(id);
alter table order_events add constraint order_events_pkey PRIMARY KEY (order_id, seq);
alter table order_units add constraint order_units_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders(id);
alter table order_units add constraint order_units_pkey PRIMARY KEY (order_id, unit_code, role);
alter table order_units add constraint order_units_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'supporting'::text, 'copy'::text])));
alter table order_units add constraint order_units_unit_code_fkey FOREIGN KEY (unit_code) REFERENCES units(code);
alter table pack_contents add constraint pack_contents_pkey PRIMARY KEY (content_hash);
alter table pack_tables add constraint pack_tables_content_hash_fkey FOREIGN KEY (content_hash) REFERENCES pack_contents(content_hash);
alter table pack_tables add constraint pack_tables_pkey PRIMARY KEY (version_id, table_name);
alter table pack_tables add constraint pack_tables_version_id_fkey FOREIGN KEY (version_id) REFERENCES pack_versions(id);
alter table pack_versions add constraint pack_versions_pkey PRIMARY KEY (id);
alter table passages add constraint passages_article_id_fkey FOREIGN KEY (article_id) REFERENCES articles(id) ON DELETE CASCADE;
alter table passages add constraint passages_article_id_seq_key UNIQUE (article_id, seq);
alter table passages add constraint passages_pkey PRIMARY KEY (id);
alter table pending_dispatches add constraint pending_dispatches_check CHECK (((state = 'pending'::text) = (settled_at IS NULL)));
alter table pending_dispatches add constraint pending_dispatches_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff_users(id);
alter table pending_dispatches add constraint pending_dispatches_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders(id);
alter table pending_dispatches add constraint pending_dispatches_pkey PRIMARY KEY (id);
alter table pending_dispatches add constraint pending_dispatches_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id);
alter table pending_dispatches add constraint pending_dispatches_request_id_client_action_id_key UNIQUE (request_id, client_action_id);
alter table pending_dispatches add constraint pending_dispatches_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table pending_dispatches add constraint pending_dispatches_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'undone'::text, 'dropped'::text])));
alter table proposals add constraint proposals_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES request_drafts(id);
alter table proposals add constraint proposals_pack_version_id_fkey FOREIGN KEY (pack_version_id) REFERENCES pack_versions(id);
alter table proposals add constraint proposals_pkey PRIMARY KEY (id);
alter table proposals add constraint proposals_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table request_attachments add constraint request_attachments_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES attachments(id);
alter table request_attachments add constraint request_attachments_pkey PRIMARY KEY (request_id, attachment_id);
alter table request_attachments add constraint request_attachments_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table request_drafts add constraint request_drafts_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table request_drafts add constraint request_drafts_pkey PRIMARY KEY (id);
alter table request_drafts add constraint request_drafts_state_check CHECK ((state = ANY (ARRAY['open'::text, 'parked'::text, 'confirmed'::text, 'discarded'::text, 'expired'::text])));
alter table request_index add constraint request_index_check CHECK (((decided_at IS NULL) = (lead_unit IS NULL)));
alter table request_index add constraint request_index_lead_unit_fkey FOREIGN KEY (lead_unit) REFERENCES units(code);
alter table request_index add constraint request_index_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders(id);
alter table request_index add constraint request_index_order_id_key UNIQUE (order_id);
alter table request_index add constraint request_index_pkey PRIMARY KEY (request_id);
alter table request_index add constraint request_index_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table request_links add constraint request_links_check CHECK ((request_a < request_b));
alter table request_links add constraint request_links_check1 CHECK (((state = 'proposed'::text) OR ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL))));
alter table request_links add constraint request_links_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff_users(id);
alter table request_links add constraint request_links_kind_check CHECK ((kind = ANY (ARRAY['same_requester'::text, 'same_event'::text, 'same_topic'::text])));
alter table request_links add constraint request_links_pkey PRIMARY KEY (id);
alter table request_links add constraint request_links_request_a_fkey FOREIGN KEY (request_a) REFERENCES service_requests(id);
alter table request_links add constraint request_links_request_a_request_b_kind_key UNIQUE (request_a, request_b, kind);
alter table request_links add constraint request_links_request_b_fkey FOREIGN KEY (request_b) REFERENCES service_requests(id);
alter table request_links add constraint request_links_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)));
alter table request_links add constraint request_links_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'confirmed'::text, 'rejected'::text, 'unlinked'::text])));
alter table requesters add constraint requesters_pkey PRIMARY KEY (id);
alter table review_claims add constraint review_claims_pkey PRIMARY KEY (request_id);
alter table review_claims add constraint review_claims_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table review_claims add constraint review_claims_user_id_fkey FOREIGN KEY (user_id) REFERENCES staff_users(id);
alter table review_questions add constraint review_questions_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES staff_users(id);
alter table review_questions add constraint review_questions_answered_via_check CHECK ((answered_via = ANY (ARRAY['chat'::text, 'staff'::text])));
alter table review_questions add constraint review_questions_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff_users(id);
alter table review_questions add constraint review_questions_check CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answer IS NULL) = (answered_via IS NULL))));
alter table review_questions add constraint review_questions_pkey PRIMARY KEY (id);
alter table review_questions add constraint review_questions_request_id_client_action_id_key UNIQUE (request_id, client_action_id);
alter table review_questions add constraint review_questions_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table review_questions add constraint review_questions_text_check CHECK ((text <> ''::text));
alter table schema_migrations add constraint schema_migrations_pkey PRIMARY KEY (name);
alter table service_requests add constraint service_requests_check CHECK (((parent_request_id IS NULL) = (part_no IS NULL)));
alter table service_requests add constraint service_requests_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table service_requests add constraint service_requests_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES request_drafts(id);
alter table service_requests add constraint service_requests_draft_id_key UNIQUE (draft_id);
alter table service_requests add constraint service_requests_parent_request_id_fkey FOREIGN KEY (parent_request_id) REFERENCES service_requests(id);
alter table service_requests add constraint service_requests_pkey PRIMARY KEY (id);
alter table service_requests add constraint service_requests_request_no_key UNIQUE (request_no);
alter table service_requests add constraint service_requests_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES requesters(id);
alter table staff_sessions add constraint staff_sessions_pkey PRIMARY KEY (token_hash);
alter table staff_sessions add constraint staff_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES staff_users(id);
alter table staff_users add constraint staff_users_check CHECK (((NOT ('unit'::text = ANY (roles))) OR (unit_code IS NOT NULL)));
alter table staff_users add constraint staff_users_login_check CHECK (((login = lower(login)) AND ((length(login) >= 2) AND (length(login) <= 64))));
alter table staff_users add constraint staff_users_login_key UNIQUE (login);
alter table staff_users add constraint staff_users_pkey PRIMARY KEY (id);
alter table staff_users add constraint staff_users_roles_check CHECK (((cardinality(roles) > 0) AND (roles <@ ARRAY['operator'::text, 'dispatcher'::text, 'reviewer'::text, 'unit'::text, 'follow_up_clerk'::text, 'supervisor'::text, 'evaluator'::text, 'administrator'::text])));
alter table staff_users add constraint staff_users_unit_code_fkey FOREIGN KEY (unit_code) REFERENCES units(code);
alter table units add constraint units_level_check CHECK ((level = ANY (ARRAY['district'::text, 'subdistrict'::text, 'bureau'::text, 'city'::text, 'enterprise'::text, 'central'::text, 'region'::text])));
alter table units add constraint units_name_key UNIQUE (name);
alter table units add constraint units_pkey PRIMARY KEY (code);
alter table work_orders add constraint work_orders_check CHECK (((status = ANY (ARRAY['awaiting_dispatch'::text, 'merged'::text, 'withdrawn'::text, 'terminated'::text])) OR ((dispatched_by IS NOT NULL) AND (dispatched_at IS NOT NULL) AND (lead_unit IS NOT NULL) AND (due_at IS NOT NULL))));
alter table work_orders add constraint work_orders_check1 CHECK ((((status = 'merged'::text) = (merged_into IS NOT NULL)) AND (merged_into <> id)));
alter table work_orders add constraint work_orders_deadline_check CHECK ((deadline = ANY (ARRAY['2h'::text, '24h'::text, '7d'::text, '15d'::text])));
alter table work_orders add constraint work_orders_delivery_state_check CHECK ((delivery_state = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text])));
alter table work_orders add constraint work_orders_dispatched_by_fkey FOREIGN KEY (dispatched_by) REFERENCES staff_users(id);
alter table work_orders add constraint work_orders_lead_unit_fkey FOREIGN KEY (lead_unit) REFERENCES units(code);
alter table work_orders add constraint work_orders_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES work_orders(id);
alter table work_orders add constraint work_orders_mode_check CHECK ((mode = ANY (ARRAY['direct'::text, 'direct_and_district'::text, 'district'::text, 'consultation'::text])));
alter table work_orders add constraint work_orders_order_no_key UNIQUE (order_no);
alter table work_orders add constraint work_orders_pack_version_id_fkey FOREIGN KEY (pack_version_id) REFERENCES pack_versions(id);
alter table work_orders add constraint work_orders_pkey PRIMARY KEY (id);
alter table work_orders add constraint work_orders_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(id);
alter table work_orders add constraint work_orders_request_id_key UNIQUE (request_id);
alter table work_orders add constraint work_orders_status_check CHECK ((status = ANY (ARRAY['awaiting_dispatch'::text, 'dispatched'::text, 'handling'::text, 'objected'::text, 'deferred'::text, 'replied'::text, 'following_up'::text, 'closed'::text, 'merged'::text, 'withdrawn'::text, 'terminated'::text])));

-- indexes
CREATE INDEX article_feedback_article ON public.article_feedback USING btree (article_key, created_at);
CREATE INDEX article_files_kept ON public.article_files USING btree (kept_at);
CREATE UNIQUE INDEX articles_one_open ON public.articles USING btree (article_key) WHERE (state = ANY (ARRAY['draft'::text, 'in_review'::text]));
CREATE UNIQUE INDEX articles_one_published ON public.articles USING btree (article_key) WHERE (state = 'published'::text);
CREATE INDEX articles_source ON public.articles USING btree (source_id, version) WHERE (source_id IS NOT NULL);
CREATE INDEX articles_state ON public.articles USING btree (state, updated_at);
CREATE INDEX attachments_forgotten ON public.attachments USING btree (created_at) WHERE ((message_id IS NULL) AND (request_id IS NULL));
CREATE INDEX attachments_message ON public.attachments USING btree (message_id);
CREATE INDEX attachments_request ON public.attachments USING btree (request_id);
CREATE INDEX call_segments_changes ON public.call_segments USING btree (call_id, change_no);
CREATE INDEX call_segments_order ON public.call_segments USING btree (call_id, start_ms, segment_key);
CREATE INDEX calls_caller ON public.calls USING btree (caller_index);
CREATE INDEX calls_open ON public.calls USING btree (started_at) WHERE (state = ANY (ARRAY['live'::text, 'ended'::text]));
CREATE INDEX calls_request ON public.calls USING btree (request_id);
CREATE INDEX catalogue_drafts_open ON public.catalogue_drafts USING btree (drafted_at) WHERE (state = 'open'::text);
CREATE INDEX citizen_conversations_account ON public.citizen_conversations USING btree (account_id, linked_at DESC);
CREATE UNIQUE INDEX class_models_one_active ON public.class_models USING btree ((true)) WHERE active;
CREATE UNIQUE INDEX class_models_one_queued ON public.class_models USING btree ((true)) WHERE (state = 'queued'::text);
CREATE INDEX consultation_opinions_of ON public.consultation_opinions USING btree (consultation_id, recorded_at);
CREATE UNIQUE INDEX consultations_one_open ON public.consultations USING btree (request_id) WHERE (closed_at IS NULL);
CREATE INDEX conversation_alarms_conversation ON public.conversation_alarms USING btree (conversation_id);
CREATE INDEX conversation_alarms_open ON public.conversation_alarms USING btree (raised_at) WHERE (seen_at IS NULL);
CREATE INDEX conversation_keys_conversation ON public.conversation_keys USING btree (conversation_id);
CREATE INDEX conversation_notes_conversation ON public.conversation_notes USING btree (conversation_id, created_at);
CREATE INDEX decisions_proposed ON public.decisions USING btree (created_at) WHERE (proposal_id IS NOT NULL);
CREATE INDEX embeddings_subject ON public.embeddings USING btree (subject_id);
CREATE INDEX emergency_transfers_alarm ON public.emergency_transfers USING btree (alarm_id);
CREATE INDEX eval_runs_newest ON public.eval_runs USING btree (created_at DESC, id DESC);
CREATE UNIQUE INDEX eval_runs_one_active ON public.eval_runs USING btree ((true)) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE UNIQUE INDEX hand_overs_one_live ON public.hand_overs USING btree (conversation_id) WHERE (state <> 'ended'::text);
CREATE INDEX hand_overs_queue ON public.hand_overs USING btree (urgent DESC, wanted_at) WHERE (state = 'waiting'::text);
CREATE INDEX imported_requests_request ON public.imported_requests USING btree (request_id);
CREATE INDEX jobs_due ON public.jobs USING btree (run_at) WHERE (state = 'queued'::text);
CREATE INDEX kb_gaps_state ON public.kb_gaps USING btree (state, updated_at);
CREATE INDEX kb_imports_created ON public.kb_imports USING btree (created_at);
CREATE INDEX kb_notices_open ON public.kb_notices USING btree (due) WHERE (done_at IS NULL);
CREATE INDEX kb_questions_gap ON public.kb_questions USING btree (gap_id, asked_at) WHERE (gap_id IS NOT NULL);
CREATE INDEX kb_questions_waiting ON public.kb_questions USING btree (asked_at) WHERE (gap_id IS NULL);
CREATE INDEX kb_suite_runs_newest ON public.kb_suite_runs USING btree (suite_id, created_at DESC);
CREATE INDEX model_usage_at ON public.model_usage USING btree (at);
CREATE INDEX order_units_unit ON public.order_units USING btree (unit_code);
CREATE INDEX pack_versions_in_force ON public.pack_versions USING btree (effective_from, imported_at);
CREATE UNIQUE INDEX pending_dispatches_one ON public.pending_dispatches USING btree (request_id) WHERE (state = 'pending'::text);
CREATE INDEX proposals_request ON public.proposals USING btree (request_id, created_at);
CREATE INDEX request_attachments_attachment ON public.request_attachments USING btree (attachment_id);
CREATE INDEX request_drafts_conversation ON public.request_drafts USING btree (conversation_id, created_at);
CREATE UNIQUE INDEX request_drafts_one_open ON public.request_drafts USING btree (conversation_id) WHERE (state = 'open'::text);
CREATE INDEX request_index_place ON public.request_index USING btree (district, received_at);
CREATE INDEX request_index_terms ON public.request_index USING gin (terms) WITH (fastupdate=off);
CREATE INDEX request_links_b ON public.request_links USING btree (request_b);
CREATE INDEX requesters_phone ON public.requesters USING btree (phone_index);
CREATE UNIQUE INDEX review_questions_one_open ON public.review_questions USING btree (request_id) WHERE (answered_at IS NULL);
CREATE INDEX service_requests_conversation ON public.service_requests USING btree (conversation_id);
CREATE UNIQUE INDEX service_requests_parts ON public.service_requests USING btree (parent_request_id, part_no) WHERE (parent_request_id IS NOT NULL);
CREATE INDEX staff_sessions_user ON public.staff_sessions USING btree (user_id);
CREATE INDEX work_orders_lead ON public.work_orders USING btree (lead_unit, status);
CREATE INDEX work_orders_merged ON public.work_orders USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX work_orders_queue ON public.work_orders USING btree (status, received_at);

-- functions
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$;

-- triggers
CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_events_keep BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consultation_opinions_append_only BEFORE DELETE OR UPDATE ON public.consultation_opinions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consultation_opinions_keep BEFORE TRUNCATE ON public.consultation_opinions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_append_only BEFORE DELETE OR UPDATE ON public.decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_keep BEFORE TRUNCATE ON public.decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER emergency_transfers_append_only BEFORE DELETE OR UPDATE ON public.emergency_transfers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_events_append_only BEFORE DELETE OR UPDATE ON public.order_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_events_keep BEFORE TRUNCATE ON public.order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pack_contents_append_only BEFORE DELETE OR UPDATE ON public.pack_contents FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pack_contents_keep BEFORE TRUNCATE ON public.pack_contents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pack_tables_append_only BEFORE DELETE OR UPDATE ON public.pack_tables FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pack_tables_keep BEFORE TRUNCATE ON public.pack_tables FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pack_versions_append_only BEFORE DELETE OR UPDATE ON public.pack_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pack_versions_keep BEFORE TRUNCATE ON public.pack_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposals_append_only BEFORE DELETE OR UPDATE ON public.proposals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposals_keep BEFORE TRUNCATE ON public.proposals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
