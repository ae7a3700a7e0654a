-- What readers say of an article (R31): whether it helped, and why not. No name, no address of the network.
create table article_feedback (
  id uuid primary key,
  article_key text not null,
  article_version integer not null,
  helpful boolean not null,
  reason text not null default '',
  question text not null default '',
  origin text not null check (origin in ('public', 'chat', 'operator')),
  created_at timestamptz not null
);
create index article_feedback_article on article_feedback (article_key, created_at);
