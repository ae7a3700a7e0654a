-- Every call of a language model: what it was for, what came of it, what it cost. No citizen's words.
create table model_usage (
  id uuid primary key,
  purpose text not null,
  prompt text not null,
  prompt_version integer not null check (prompt_version > 0),
  model text not null,
  outcome text not null check (outcome in ('ok', 'timeout', 'rate_limited', 'unavailable', 'truncated', 'invalid', 'circuit_open')),
  input_tokens integer not null check (input_tokens >= 0),
  output_tokens integer not null check (output_tokens >= 0),
  cost double precision check (cost >= 0),
  ms integer not null check (ms >= 0),
  at timestamptz not null
);
create index model_usage_at on model_usage (at);
