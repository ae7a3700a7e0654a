-- Conversations: several drafts side by side, hand-over to a person, alarms and transfers (R11-1, R29), notes, pickup codes.

-- A draft that waits beside the open one: a second demand, or a matter that was left midway.
alter table request_drafts drop constraint request_drafts_state_check;
alter table request_drafts add constraint request_drafts_state_check
  check (state in ('open', 'parked', 'confirmed', 'discarded', 'expired'));
create index request_drafts_conversation on request_drafts (conversation_id, created_at);

-- Who of the staff wrote a turn.
alter table messages add column staff_id uuid references staff_users (id);

-- A citizen's wish to speak to a person, from the wish to the end; at most one at a time in a conversation.
create table hand_overs (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  reason text not null check (reason in ('asked', 'self_harm', 'unanswered')),
  urgent boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'ended')),
  wanted_at timestamptz not null,
  taken_at timestamptz,
  taken_by uuid references staff_users (id),
  ended_at timestamptz,
  ended_by uuid references staff_users (id),
  ended_why text not null default '',
  check (state <> 'taken' or (taken_at is not null and taken_by is not null)),
  check ((state = 'ended') = (ended_at is not null))
);
create unique index hand_overs_one_live on hand_overs (conversation_id) where state <> 'ended';
create index hand_overs_queue on hand_overs (urgent desc, wanted_at) where state = 'waiting';

-- What was shown to a citizen and must reach a person: danger (R11-1) or a sign of risk (R29).
create table conversation_alarms (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  message_id uuid not null references messages (id),
  kind text not null check (kind in ('emergency', 'risk')),
  number text,
  flags text[] not null default '{}',
  text text not null,
  raised_at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid references staff_users (id),
  check (kind <> 'emergency' or number is not null)
);
create index conversation_alarms_open on conversation_alarms (raised_at) where seen_at is null;
create index conversation_alarms_conversation on conversation_alarms (conversation_id);

-- R11-1: when, by whom, to which number. Written once.
create table emergency_transfers (
  id uuid primary key,
  alarm_id uuid not null references conversation_alarms (id),
  number text not null,
  note text not null default '',
  transferred_at timestamptz not null,
  transferred_by uuid not null references staff_users (id),
  client_action_id text not null unique
);
create index emergency_transfers_alarm on emergency_transfers (alarm_id);
create trigger emergency_transfers_append_only before update or delete on emergency_transfers
  for each row execute function refuse_change();

-- Staff's own notes on a conversation; never shown to the citizen.
create table conversation_notes (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  author uuid not null references staff_users (id),
  text text not null,
  created_at timestamptz not null
);
create index conversation_notes_conversation on conversation_notes (conversation_id, created_at);

-- A further key to a conversation: a short code that opens it once on another device, or that device's own token.
create table conversation_keys (
  key_hash bytea primary key,
  conversation_id uuid not null references conversations (id),
  kind text not null check (kind in ('code', 'token')),
  created_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz
);
create index conversation_keys_conversation on conversation_keys (conversation_id);
