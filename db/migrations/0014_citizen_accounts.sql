-- A citizen who signed in with WeChat. Only a keyed index of the openid is kept: it finds the same person again and tells nothing else.
create table citizen_accounts (
  id uuid primary key,
  openid_index bytea not null unique,
  created_at timestamptz not null
);
create table citizen_sessions (
  token_hash bytea primary key,
  account_id uuid not null references citizen_accounts (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
-- The conversations of an account, from all its phones: what it filed there is its own.
create table citizen_conversations (
  conversation_id uuid primary key references conversations (id),
  account_id uuid not null references citizen_accounts (id),
  linked_at timestamptz not null
);
create index citizen_conversations_account on citizen_conversations (account_id, linked_at desc);
