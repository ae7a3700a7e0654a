-- Requests that belong together, and the index in which they and the nearest confirmed orders are found.

-- One row a request, written with it. `terms` are hashes of character bigrams: enough to find, useless to read.
create table request_index (
  request_id uuid primary key references service_requests (id),
  order_id uuid not null unique references work_orders (id),
  terms integer[] not null,
  district text,
  subdistrict text,
  received_at timestamptz not null,
  -- What a person decided (R12); empty until then. Only a decided order is a neighbour of others.
  service_code text,
  lead_unit text references units (code),
  unit_level text,
  decided_at timestamptz,
  check ((decided_at is null) = (lead_unit is null))
);
-- The decision updates the row in place: room for it on the page keeps the indexes as they are.
alter table request_index set (fillfactor = 80);
-- Written at once: a pending list would be read through by every search.
create index request_index_terms on request_index using gin (terms) with (fastupdate = off);
create index request_index_place on request_index (district, received_at);

-- A vector of 512 floats is just above the size that PostgreSQL moves out of line, where an exact search would fetch each one apart.
alter table embeddings set (toast_tuple_target = 8160);
create index embeddings_subject on embeddings (subject_id);

-- Two requests of one matter. `request_a` is the earlier id, so that a pair is one row for each kind.
create table request_links (
  id uuid primary key,
  request_a uuid not null references service_requests (id),
  request_b uuid not null references service_requests (id),
  kind text not null check (kind in ('same_requester', 'same_event', 'same_topic')),
  state text not null check (state in ('proposed', 'confirmed', 'rejected', 'unlinked')),
  score real not null check (score between 0 and 1),
  reasons text[] not null default '{}',
  version integer not null default 1,
  decided_by uuid references staff_users (id),
  decided_at timestamptz,
  created_at timestamptz not null,
  check (request_a < request_b),
  check (state = 'proposed' or (decided_by is not null and decided_at is not null)),
  unique (request_a, request_b, kind)
);
create index request_links_b on request_links (request_b);

-- Merged: handled with another order, and only then (one handling, every citizen answered).
alter table work_orders add column merged_into uuid references work_orders (id);
alter table work_orders add check ((status = 'merged') = (merged_into is not null) and merged_into <> id);
create index work_orders_merged on work_orders (merged_into) where merged_into is not null;
