-- Photos, films, voice and papers that a citizen sends (R10). The files lie beside the database; a row without a file never exists.
create table attachments (
  id uuid primary key,
  conversation_id uuid references conversations (id),
  message_id uuid references messages (id),
  request_id uuid references service_requests (id),
  client_attachment_id text not null,
  kind text not null check (kind in ('image', 'video', 'audio', 'document')),
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  name text not null,
  width integer,
  height integer,
  has_thumbnail boolean not null default false,
  created_at timestamptz not null,
  unique (conversation_id, client_attachment_id)
);
create index attachments_message on attachments (message_id);
create index attachments_request on attachments (request_id);
create index attachments_forgotten on attachments (created_at) where message_id is null and request_id is null;
