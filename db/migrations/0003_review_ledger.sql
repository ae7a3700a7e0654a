-- Review: orders that may still be called back, questions to the citizen, consultations, separated demands, and the ledger's figures.

-- Confirmed by a person, and leaving in a few seconds unless it is undone. The row outlives a restart; the ledger's own row is written when it leaves.
create table pending_dispatches (
  id uuid primary key,
  request_id uuid not null references service_requests (id),
  order_id uuid not null references work_orders (id),
  decided_by uuid not null references staff_users (id),
  client_action_id text not null,
  -- The order as the person saw it: if it has changed when the time is over, it comes back to a person.
  order_version integer not null,
  proposal_id uuid references proposals (id),
  decision jsonb not null,
  reason_code text,
  note text not null default '',
  state text not null default 'pending' check (state in ('pending', 'sent', 'undone', 'dropped')),
  decided_at timestamptz not null,
  leaves_at timestamptz not null,
  settled_at timestamptz,
  check ((state = 'pending') = (settled_at is null)),
  unique (request_id, client_action_id)
);
create unique index pending_dispatches_one on pending_dispatches (request_id) where state = 'pending';

-- Asked through the chat, or by phone; the request waits for the answer, its clocks do not.
create table review_questions (
  id uuid primary key,
  request_id uuid not null references service_requests (id),
  asked_by uuid not null references staff_users (id),
  client_action_id text not null,
  text text not null check (text <> ''),
  asked_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  answered_via text check (answered_via in ('chat', 'staff')),
  answered_by uuid references staff_users (id),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_via is null)),
  unique (request_id, client_action_id)
);
create unique index review_questions_one_open on review_questions (request_id) where answered_at is null;

create table consultations (
  id uuid primary key,
  request_id uuid not null references service_requests (id),
  opened_by uuid not null references staff_users (id),
  client_action_id text not null,
  question text not null check (question <> ''),
  participants text[] not null check (cardinality(participants) > 0),
  opened_at timestamptz not null,
  outcome text,
  closed_by uuid references staff_users (id),
  closed_at timestamptz,
  check ((outcome is null) = (closed_at is null) and (outcome is null) = (closed_by is null)),
  unique (request_id, client_action_id)
);
create unique index consultations_one_open on consultations (request_id) where closed_at is null;
create table consultation_opinions (
  id uuid primary key,
  consultation_id uuid not null references consultations (id),
  unit_code text not null references units (code),
  opinion text not null check (opinion <> ''),
  recorded_by uuid not null references staff_users (id),
  recorded_at timestamptz not null
);
create index consultation_opinions_of on consultation_opinions (consultation_id, recorded_at);
create trigger consultation_opinions_append_only before update or delete on consultation_opinions for each row execute function refuse_change();
create trigger consultation_opinions_keep before truncate on consultation_opinions for each statement execute function refuse_change();

-- A demand that was separated from a message with several: a request and order of its own below the first.
alter table service_requests add column parent_request_id uuid references service_requests (id);
alter table service_requests add column part_no integer;
alter table service_requests add check ((parent_request_id is null) = (part_no is null));
create unique index service_requests_parts on service_requests (parent_request_id, part_no) where parent_request_id is not null;

-- The ledger's figures without reading proposals again.
alter table decisions add column unchanged boolean generated always as ((diff ->> 'unchanged')::boolean) stored;
alter table decisions add column decided_lead text generated always as (decision ->> 'lead') stored;
alter table decisions add column decided_class text generated always as (decision ->> 'service_code') stored;
alter table decisions add column proposed_lead text;
alter table decisions add column proposed_class text;
alter table decisions add column proposed_confidence real;
alter table decisions add column catalogue_line text;
alter table decisions disable trigger decisions_append_only;
update decisions as d set
  proposed_lead = (select u ->> 'code' from jsonb_array_elements(p.body -> 'units') u where u ->> 'role' = 'lead' limit 1),
  proposed_class = p.body #>> '{service_codes,0,code}',
  proposed_confidence = (p.body ->> 'confidence')::real,
  catalogue_line = p.body ->> 'catalogue_line'
from proposals p where p.id = d.proposal_id;
alter table decisions enable trigger decisions_append_only;
create index decisions_proposed on decisions (created_at) where proposal_id is not null;

-- What the overrides of a line suggest: for the owner of the pack, who publishes a new version. Nothing here edits one.
create table catalogue_drafts (
  id uuid primary key,
  line text not null,
  row jsonb not null,
  reason text not null,
  evidence jsonb not null default '{}',
  pack_version_id uuid references pack_versions (id),
  state text not null default 'open' check (state in ('open', 'taken', 'dismissed')),
  drafted_by uuid not null references staff_users (id),
  drafted_at timestamptz not null,
  settled_by uuid references staff_users (id),
  settled_at timestamptz,
  check ((state = 'open') = (settled_at is null) and (state = 'open') = (settled_by is null))
);
create index catalogue_drafts_open on catalogue_drafts (drafted_at) where state = 'open';
