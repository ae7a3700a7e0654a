-- The ground: packs, units, staff, conversations, requests, orders, events, audit, jobs, knowledge.
-- SQL for PostgreSQL 15 with pgvector 0.8; the same file runs on PGlite.
create extension if not exists vector;

-- City packs: content-addressed tables, so that a version costs only what changed in it.
create table pack_contents (
  content_hash text primary key,
  rows jsonb not null
);
create table pack_versions (
  id uuid primary key,
  pack_code text not null,
  version text not null,
  content_hash text not null,
  effective_from timestamptz not null,
  imported_at timestamptz not null,
  imported_by text not null
);
create index pack_versions_in_force on pack_versions (effective_from, imported_at);
create table pack_tables (
  version_id uuid not null references pack_versions (id),
  table_name text not null,
  content_hash text not null references pack_contents (content_hash),
  primary key (version_id, table_name)
);

-- Units are relational because accounts, orders and row scope refer to them. A unit is retired, never deleted.
create table units (
  code text primary key,
  name text not null unique,
  short_names text[] not null default '{}',
  level text not null check (level in ('district', 'subdistrict', 'bureau', 'city', 'enterprise', 'central', 'region')),
  kind text not null default '',
  parent_code text,
  district_code text,
  duty text not null default '',
  on_call boolean not null default false,
  active boolean not null default true,
  updated_at timestamptz not null
);

create table staff_users (
  id uuid primary key,
  login text not null unique check (login = lower(login) and length(login) between 2 and 64),
  display_name text not null,
  password_hash text not null,
  roles text[] not null check (
    cardinality(roles) > 0
    and roles <@ array['operator', 'dispatcher', 'reviewer', 'unit', 'follow_up_clerk', 'supervisor', 'evaluator', 'administrator']
  ),
  unit_code text references units (code),
  active boolean not null default true,
  sample boolean not null default false,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  check (not ('unit' = any (roles)) or unit_code is not null)
);
create table staff_sessions (
  token_hash bytea primary key,
  user_id uuid not null references staff_users (id),
  csrf_token text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index staff_sessions_user on staff_sessions (user_id);

-- Conversations. seq numbers every message of a conversation; a client message id makes a resend harmless.
create table conversations (
  id uuid primary key,
  channel text not null,
  resume_token_hash bytea not null unique,
  last_seq integer not null default 0,
  answered_seq integer not null default 0,
  state jsonb not null default '{}',
  state_version integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz
);
create table messages (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  seq integer not null,
  sender text not null check (sender in ('citizen', 'assistant', 'staff', 'system')),
  kind text not null default 'text',
  client_message_id text,
  text text not null default '',
  frame jsonb not null default '{}',
  in_reply_to uuid references messages (id),
  created_at timestamptz not null,
  unique (conversation_id, seq),
  unique (conversation_id, client_message_id)
);

-- Who asked: apart, encrypted (AES-256-GCM), found again only through a keyed index of the phone number.
create table requesters (
  id uuid primary key,
  key_id text not null,
  name_ct bytea,
  phone_ct bytea,
  phone_index bytea,
  created_at timestamptz not null
);
create index requesters_phone on requesters (phone_index);

create table request_drafts (
  id uuid primary key,
  conversation_id uuid references conversations (id),
  channel text not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'discarded', 'expired')),
  version integer not null default 1,
  elements jsonb not null default '{}',
  proposal_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  confirmed_at timestamptz
);
create unique index request_drafts_one_open on request_drafts (conversation_id) where state = 'open';

create sequence request_no_seq;
create sequence order_no_seq;

create table service_requests (
  id uuid primary key,
  request_no text not null unique,
  query_code_index bytea not null,
  query_code_ct bytea not null,
  channel text not null,
  conversation_id uuid references conversations (id),
  draft_id uuid unique references request_drafts (id),
  requester_id uuid references requesters (id),
  confidential boolean not null default false,
  title text not null,
  description text not null,
  elements jsonb not null default '{}',
  received_at timestamptz not null,
  registered_at timestamptz not null
);
create index service_requests_conversation on service_requests (conversation_id);

-- A proposal never changes once written.
create table proposals (
  id uuid primary key,
  draft_id uuid references request_drafts (id),
  request_id uuid references service_requests (id),
  pack_version_id uuid references pack_versions (id),
  model_version text not null,
  index_version text not null,
  body jsonb not null,
  ms real not null,
  created_at timestamptz not null
);
create index proposals_request on proposals (request_id, created_at);

create table review_claims (
  request_id uuid primary key references service_requests (id),
  user_id uuid not null references staff_users (id),
  claimed_at timestamptz not null,
  expires_at timestamptz not null
);

create table decisions (
  id uuid primary key,
  request_id uuid not null references service_requests (id),
  proposal_id uuid references proposals (id),
  decided_by uuid not null references staff_users (id),
  client_action_id text not null,
  decision jsonb not null,
  diff jsonb not null,
  reason_code text,
  note text not null default '',
  created_at timestamptz not null,
  unique (request_id, client_action_id)
);

create table work_orders (
  id uuid primary key,
  order_no text not null unique,
  request_id uuid not null unique references service_requests (id),
  status text not null check (status in (
    'awaiting_dispatch', 'dispatched', 'handling', 'objected', 'deferred', 'replied', 'following_up',
    'closed', 'merged', 'withdrawn', 'terminated')),
  version integer not null default 1,
  kind text,
  service_code text,
  service_path text[] not null default '{}',
  district text,
  subdistrict text,
  community text,
  lead_unit text references units (code),
  mode text check (mode in ('direct', 'direct_and_district', 'district', 'consultation')),
  deadline text check (deadline in ('2h', '24h', '7d', '15d')),
  legal_basis text not null default '',
  catalogue_line text,
  pack_version_id uuid references pack_versions (id),
  emergency boolean not null default false,
  sensitive boolean not null default false,
  confidence real,
  received_at timestamptz not null,
  dispatch_due_at timestamptz not null,
  dispatched_at timestamptz,
  due_at timestamptz,
  acknowledged_at timestamptz,
  replied_at timestamptz,
  closed_at timestamptz,
  delivery_state text not null default 'pending' check (delivery_state in ('pending', 'sent', 'failed')),
  -- No order leaves without a named person (promise 2): a dispatched order has who, when, whom and by when.
  dispatched_by uuid references staff_users (id),
  check (status in ('awaiting_dispatch', 'merged', 'withdrawn', 'terminated')
    or (dispatched_by is not null and dispatched_at is not null and lead_unit is not null and due_at is not null))
);
create index work_orders_queue on work_orders (status, received_at);
create index work_orders_lead on work_orders (lead_unit, status);

create table order_units (
  order_id uuid not null references work_orders (id),
  unit_code text not null references units (code),
  role text not null check (role in ('lead', 'supporting', 'copy')),
  added_at timestamptz not null,
  primary key (order_id, unit_code, role)
);
create index order_units_unit on order_units (unit_code);

-- Append-only history with a hash chain per order; audit_events chains everything, so a cut tail shows too.
create table order_events (
  order_id uuid not null references work_orders (id),
  seq integer not null,
  type text not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('citizen', 'staff', 'system')),
  actor_id text,
  unit_code text,
  public boolean not null default false,
  client_action_id text,
  payload jsonb not null default '{}',
  prev_hash text not null,
  hash text not null,
  primary key (order_id, seq),
  unique (order_id, client_action_id)
);
create table audit_events (
  seq bigint primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('citizen', 'staff', 'system')),
  actor_id text,
  action text not null,
  subject text not null,
  purpose text,
  detail jsonb not null default '{}',
  prev_hash text not null,
  hash text not null
);
-- The newest link, locked by every append. It also makes a cut tail of audit_events itself visible.
create table audit_head (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, '');

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger order_events_append_only before update or delete on order_events for each row execute function refuse_change();
create trigger audit_events_append_only before update or delete on audit_events for each row execute function refuse_change();
create trigger proposals_append_only before update or delete on proposals for each row execute function refuse_change();
create trigger decisions_append_only before update or delete on decisions for each row execute function refuse_change();
-- Row triggers do not see TRUNCATE.
create trigger order_events_keep before truncate on order_events for each statement execute function refuse_change();
create trigger audit_events_keep before truncate on audit_events for each statement execute function refuse_change();
create trigger proposals_keep before truncate on proposals for each statement execute function refuse_change();
create trigger decisions_keep before truncate on decisions for each statement execute function refuse_change();

-- The job table: the promise. Redis only hurries it.
create table jobs (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'done', 'dead')),
  unique_key text unique,
  run_at timestamptz not null,
  attempts integer not null default 0,
  -- null = as the job itself says.
  max_attempts integer,
  lease_until timestamptz,
  relayed_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  done_at timestamptz
);
create index jobs_due on jobs (run_at) where state = 'queued';

-- Knowledge.
create table articles (
  id uuid primary key,
  article_key text not null,
  version integer not null,
  state text not null check (state in ('draft', 'in_review', 'published', 'expired', 'withdrawn')),
  title text not null,
  body text not null,
  front jsonb not null,
  content_hash text not null,
  valid_from date,
  valid_until date,
  published_at timestamptz,
  created_at timestamptz not null,
  unique (article_key, version)
);
create unique index articles_one_published on articles (article_key) where state = 'published';
create table passages (
  id uuid primary key,
  article_id uuid not null references articles (id) on delete cascade,
  seq integer not null,
  heading text not null default '',
  text text not null,
  unique (article_id, seq)
);

-- Vectors name their space, so that two models can live side by side while one is rebuilt.
create table embedding_spaces (
  id text primary key,
  kind text not null check (kind in ('onnx', 'hash', 'openai')),
  model text not null,
  dimensions integer not null check (dimensions between 1 and 4096),
  created_at timestamptz not null
);
create table embeddings (
  space_id text not null references embedding_spaces (id),
  subject_kind text not null check (subject_kind in ('passage', 'order')),
  subject_id uuid not null,
  content_hash text not null,
  vector vector not null,
  created_at timestamptz not null,
  primary key (space_id, subject_kind, subject_id)
);
