-- How far the events of an order have been told, so that two workers cannot tell them out of order.
create table order_announcements (
  order_id uuid primary key references work_orders (id),
  announced_seq integer not null default 0
);

-- What is already told stays told: everything before the first announcement that still waits.
insert into order_announcements (order_id, announced_seq)
select o.id,
  coalesce(
    (select min((j.payload ->> 'seq')::integer) - 1 from jobs j
      where j.name = 'dispatch.announce-event' and j.state <> 'done' and j.payload ->> 'order_id' = o.id::text),
    (select max(e.seq) from order_events e where e.order_id = o.id),
    0)
from work_orders o;
