-- One upload may belong to several requests that one message brought (R10): attachments.request_id is the first of them, these are
-- the others. The link is copied, not the file.
create table request_attachments (
  request_id uuid not null references service_requests (id),
  attachment_id uuid not null references attachments (id),
  linked_at timestamptz not null,
  primary key (request_id, attachment_id)
);
create index request_attachments_attachment on request_attachments (attachment_id);
