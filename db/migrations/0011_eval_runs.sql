-- Runs of the evaluation suites, started in the console or stored by `jiesu evals run --store`: the evaluator's history.
create table eval_runs (
  id uuid primary key,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  source text not null check (source in ('console', 'command')),
  suites text[] not null check (cardinality(suites) > 0),
  -- Null: stored from the command line.
  started_by uuid references staff_users (id),
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  progress jsonb,
  cancel_requested_at timestamptz,
  problem text,
  gates_ok boolean,
  summary jsonb,
  verdicts jsonb,
  report_json text,
  report_html text,
  -- Of report_json: the same run stored twice is one run.
  digest text unique,
  check (state <> 'done' or (summary is not null and report_html is not null and finished_at is not null))
);
-- One at a time: a run takes minutes of every core.
create unique index eval_runs_one_active on eval_runs ((true)) where state in ('queued', 'running');
create index eval_runs_newest on eval_runs (created_at desc, id desc);
