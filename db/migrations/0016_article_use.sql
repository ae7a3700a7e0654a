-- How the articles are used, what falls due of them, and what was uploaded to become drafts (R11, R31).

-- One counter a day, an article and a way. Nobody's name, address, session or question.
create table kb_usage (
  day date not null,
  -- Empty for what belongs to no article: searches.
  article_key text not null default '',
  way text not null check (way in ('view', 'chat', 'call', 'search', 'search_empty')),
  count integer not null check (count > 0),
  primary key (day, article_key, way)
);

-- A day of an article that somebody is reminded of, once; it stands open while the version in force still has that day.
create table kb_notices (
  id uuid primary key,
  article_key text not null,
  kind text not null check (kind in ('review', 'verify', 'expiry')),
  due date not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references staff_users (id),
  unique (article_key, kind, due)
);
create index kb_notices_open on kb_notices (due) where done_at is null;

-- What was read from uploaded files, between the preview and the drafts; kept for some days.
create table kb_imports (
  id uuid primary key,
  created_by uuid not null references staff_users (id),
  files jsonb not null,
  sources jsonb not null,
  defaults jsonb not null,
  -- Somebody is making the drafts; given up when it is old.
  claimed_at timestamptz,
  outcome jsonb,
  done_at timestamptz,
  created_at timestamptz not null,
  check ((done_at is null) = (outcome is null))
);
create index kb_imports_created on kb_imports (created_at);
