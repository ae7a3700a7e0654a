-- Forms and guides that an article offers (R11, R31). The files lie beside the database; which version offers which stands in the
-- version itself (articles.front), so that a draft and what is in force each have their own list.
create table article_files (
  id uuid primary key,
  uploaded_by uuid not null references staff_users (id),
  client_file_id text not null,
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  name text not null,
  created_at timestamptz not null,
  -- When a version that names it was last saved; a file that no version names goes a day later.
  kept_at timestamptz not null,
  unique (uploaded_by, client_file_id)
);
create index article_files_kept on article_files (kept_at);
