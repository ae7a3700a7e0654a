-- Phone calls: transcripts as they come, what was understood, what the operator wrote, and what became of it (R8, R10).
-- Entry without a transcript is a call of origin `manual`. Audio is never stored, only a link to it.
create table call_tokens (
  id uuid primary key,
  name text not null unique,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table calls (
  id uuid primary key,
  -- The telephone system's own id: sending a call again never makes a second one.
  call_key text not null unique check (length(call_key) between 1 and 100),
  origin text not null check (origin in ('live', 'whole', 'manual')),
  source text not null default '',
  state text not null default 'live' check (state in ('live', 'ended', 'filed', 'answered', 'dismissed')),
  agent text,
  -- The caller, encrypted (promise 3); the masked form is what screens show.
  contact_sealed text,
  caller_masked text not null default '',
  caller_index bytea,
  audio_url text,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- Every sequence number up to acked_seq has come, and of those above it the ones in seqs_beyond.
  acked_seq integer not null default 0,
  seqs_beyond integer[] not null default '{}',
  -- Counts every change that a screen shows.
  change_no integer not null default 0,
  segment_count integer not null default 0,
  -- What the program understood and what the operator wrote stand apart, so that neither overwrites the other.
  understanding jsonb not null default '{}',
  edits jsonb not null default '{}',
  edits_sealed text,
  transfers jsonb not null default '[]',
  outcome jsonb not null default '{}',
  request_id uuid references service_requests (id),
  closed_by uuid references staff_users (id),
  closed_at timestamptz,
  close_action_id text,
  created_by uuid references staff_users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index calls_open on calls (started_at) where state in ('live', 'ended');
create index calls_caller on calls (caller_index);
create index calls_request on calls (request_id);

create table call_segments (
  call_id uuid not null references calls (id) on delete cascade,
  segment_key text not null check (length(segment_key) between 1 and 100),
  speaker text not null check (speaker in ('citizen', 'operator', 'unknown')),
  start_ms integer not null,
  end_ms integer not null,
  -- The speaker's own phone, name and identity number are masked before they get here.
  text text not null,
  confidence real,
  final boolean not null,
  revision integer not null,
  seq integer not null,
  change_no integer not null,
  received_at timestamptz not null,
  primary key (call_id, segment_key)
);
create index call_segments_order on call_segments (call_id, start_ms, segment_key);
create index call_segments_changes on call_segments (call_id, change_no);

-- Rows of other hotlines that were taken in: the same row never becomes two requests.
create table imported_requests (
  source text not null,
  external_id text not null,
  request_id uuid not null references service_requests (id),
  imported_at timestamptz not null,
  primary key (source, external_id)
);
create index imported_requests_request on imported_requests (request_id);
