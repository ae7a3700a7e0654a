-- The article desk (R11, R31): who wrote and who approved, corrections beside what is in force, and what was asked in vain.
alter table articles
  add column row_version integer not null default 1,
  add column written_by uuid references staff_users (id),
  add column submitted_at timestamptz,
  add column approved_by uuid references staff_users (id),
  add column updated_at timestamptz,
  -- The published version that a draft corrects; publishing is refused when another is in force by then.
  add column based_on integer,
  add column note text not null default '',
  -- Where an import found it, and a hash of what was found: the same file twice is one draft.
  add column source_id text,
  add column source_hash text,
  -- The gap ticket that it was written for.
  add column gap_id uuid;
create unique index articles_one_open on articles (article_key) where state in ('draft', 'in_review');
create index articles_source on articles (source_id, version) where source_id is not null;
create index articles_state on articles (state, updated_at);

-- A ticket for the unit that owns the matter: questions that were not answered, or an answer that somebody doubts.
create table kb_gaps (
  id uuid primary key,
  kind text not null check (kind in ('unanswered', 'correction')),
  state text not null check (state in ('open', 'writing', 'closed', 'dismissed')),
  title text not null,
  owner text not null default '',
  topic text not null default '',
  article_key text,
  note text not null default '',
  raised_by uuid references staff_users (id),
  row_version integer not null default 1,
  -- What the answers to its questions were, the last time they were asked again.
  checks jsonb,
  checked_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references staff_users (id),
  close_reason text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index kb_gaps_state on kb_gaps (state, updated_at);

-- Questions that were refused, answered without much confidence, or answered and found useless. Redacted before they get here.
create table kb_questions (
  id uuid primary key,
  text text not null,
  outcome text not null check (outcome in ('refused', 'unsure', 'unhelpful')),
  reason text not null default '',
  confidence real not null default 0,
  article_key text,
  origin text not null check (origin in ('public', 'chat', 'operator')),
  gap_id uuid references kb_gaps (id),
  asked_at timestamptz not null
);
create index kb_questions_waiting on kb_questions (asked_at) where gap_id is null;
create index kb_questions_gap on kb_questions (gap_id, asked_at) where gap_id is not null;

-- Named lists of questions that an editor asks again after each change, and what came of it.
create table kb_suites (
  id uuid primary key,
  name text not null unique,
  questions jsonb not null,
  created_by uuid references staff_users (id),
  created_at timestamptz not null
);
create table kb_suite_runs (
  id uuid primary key,
  suite_id uuid not null references kb_suites (id) on delete cascade,
  state text not null check (state in ('queued', 'done')),
  results jsonb,
  started_by uuid references staff_users (id),
  created_at timestamptz not null,
  finished_at timestamptz,
  check (state <> 'done' or (results is not null and finished_at is not null))
);
create index kb_suite_runs_newest on kb_suite_runs (suite_id, created_at desc);
