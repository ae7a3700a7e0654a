import type { Db } from '../../db/client.ts'
import type { Announcement } from '../order/order-store.ts'

/**
 * Events of the main order that the requesters of merged orders hear of too: what the city does. What the main
 * requester says or does is his own (DOMAIN section 6: never other people).
 */
const ownEvents = ['request_registered', 'facts_added', 'reminded', 'withdrawn', 'rated']
const pairEvents = ['merged', 'unmerged', 'joined', 'left']
export const isShared = (type: string) => !ownEvents.includes(type) && !pairEvents.includes(type)

/** The same announcement for each request that is handled with this order: one handling, every citizen told. */
export async function selectMergedAnnouncements(
  trx: Db,
  told: Announcement,
): Promise<Announcement[]> {
  if (!isShared(told.type)) return []
  const rows = await trx
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .select(['o.id', 'o.order_no', 'o.status', 'r.id as request_id', 'r.request_no'])
    .select('r.conversation_id')
    .where('o.merged_into', '=', told.order_id)
    .orderBy('o.id')
    .execute()
  return rows.map(({ id, ...row }) => ({ ...told, ...row, order_id: id }))
}
