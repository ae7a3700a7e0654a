import { sql } from 'kysely'
import type { Db } from '../client.ts'
import type { AuditLink, OrderLink } from './chain.ts'

type Stored<T> = T & { hash: string }
const microseconds = sql<string>`to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** All audit links in order, a page at a time: a city's year does not fit into memory. */
export async function* readAuditLinks(db: Db, page = 2_000): AsyncGenerator<Stored<AuditLink>> {
  for (let after = -1; ; ) {
    const rows = await db
      .selectFrom('audit_events')
      .select(['seq', 'actor_kind', 'actor_id', 'action', 'subject', 'purpose', 'detail'])
      .select(['prev_hash', 'hash', microseconds.as('at')])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(page)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.seq
  }
}

/** All order events, each order's together and in order. */
export async function* readOrderLinks(db: Db, page = 2_000): AsyncGenerator<Stored<OrderLink>> {
  let after: { order_id: string; seq: number } | undefined
  for (;;) {
    let query = db
      .selectFrom('order_events')
      .select(['order_id', 'seq', 'type', 'actor_kind', 'actor_id', 'unit_code', 'public'])
      .select(['client_action_id', 'payload', 'prev_hash', 'hash', microseconds.as('at')])
      .orderBy('order_id')
      .orderBy('seq')
      .limit(page)
    if (after) {
      query = query.where(sql<boolean>`(order_id, seq) > (${after.order_id}::uuid, ${after.seq})`)
    }
    const rows = await query.execute()
    yield* rows
    after = rows.at(-1)
    if (after === undefined) return
  }
}

interface Unmatched {
  order_id: string
  seq: number
}

/** Order events that the audit chain does not know with this hash. */
export async function findUnauditedEvents(db: Db): Promise<Unmatched[]> {
  const found = await sql<Unmatched>`
    select e.order_id, e.seq from order_events e
    left join audit_events a on a.subject = 'order:' || e.order_id and a.action = 'order.' || e.type
      and a.detail->>'seq' = e.seq::text and a.detail->>'hash' = e.hash
    where a.seq is null order by e.order_id, e.seq limit 1000`.execute(db)
  return found.rows
}

/** Order events that the audit chain knows and that are gone or have another hash. */
export async function findLostEvents(db: Db): Promise<Unmatched[]> {
  const found = await sql<Unmatched>`
    select substr(a.subject, 7) as order_id, coalesce((a.detail->>'seq')::int, 0) as seq
    from audit_events a
    left join order_events e on a.subject = 'order:' || e.order_id and a.action = 'order.' || e.type
      and a.detail->>'seq' = e.seq::text and a.detail->>'hash' = e.hash
    where a.action like 'order.%' and a.subject like 'order:%' and a.detail ? 'hash'
      and e.order_id is null order by 1, 2 limit 1000`.execute(db)
  return found.rows
}
