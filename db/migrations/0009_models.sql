-- Versions of the learnt classifier: trained on the pack and confirmed orders, gated by the evaluation suite. The pack's own
-- model needs no row; where no version is active, it serves.
create table class_models (
  id uuid primary key,
  state text not null check (state in ('queued', 'ready', 'refused', 'failed')),
  -- Feature version and hash of what was learnt from; null until trained.
  version text unique,
  label_hash text,
  order_count integer not null default 0 check (order_count >= 0),
  pack_version_id uuid references pack_versions (id),
  -- Null: trained from the command line.
  started_by uuid references staff_users (id),
  created_at timestamptz not null,
  trained_at timestamptz,
  -- What the gates said, or why there is no model.
  verdict text,
  artefact bytea,
  active boolean not null default false,
  activated_at timestamptz,
  check (not active or state = 'ready'),
  check (state <> 'ready' or (version is not null and artefact is not null))
);
create unique index class_models_one_active on class_models ((true)) where active;
create unique index class_models_one_queued on class_models ((true)) where state = 'queued';
