import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/client.ts'

/** A weaker likeness is worth a look in its tab, but no chip, and keeps nobody from confirming. */
const LIKELY = 0.8

/** How many pairs of a request may be one matter (the same person again, or one event) and are not judged yet (R11-3). */
export const openDuplicates = (requestId: RawBuilder<unknown>) => sql<number>`(
  select count(distinct case when l.request_a = ${requestId} then l.request_b else l.request_a end)::integer
  from request_links l
  where (l.request_a = ${requestId} or l.request_b = ${requestId})
    and l.state = 'proposed' and l.kind in ('same_requester', 'same_event')
    and l.score >= ${sql.lit(LIKELY)})`

export async function countOpenDuplicates(db: Db, requestId: string): Promise<number> {
  const found = openDuplicates(sql`${requestId}::uuid`)
  const { rows } = await sql<{ n: number }>`select ${found} as n`.execute(db)
  return rows[0]?.n ?? 0
}
