import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { OrderStatus } from './transitions.ts'

/** What the citizen's side needs to know of one order event. */
export interface Announcement {
  order_id: string
  order_no: string
  request_id: string
  request_no: string
  conversation_id: string | null
  status: string
  type: string
  seq: number
  public: boolean
  at: Date
  lead_name: string | null
  due_at: Date | null
  payload: Record<string, unknown>
}

/** The order's row, locked until the transaction ends. */
export async function lockOrder(trx: Db, orderId: string) {
  const order = await trx
    .selectFrom('work_orders')
    .selectAll()
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw new AppError('order.not-found')
  return order
}

export async function lockOrderOfRequest(trx: Db, requestId: string) {
  const order = await trx
    .selectFrom('work_orders')
    .selectAll()
    .where('request_id', '=', requestId)
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw new AppError('request.not-found')
  return order
}

/** The same by the number that the requester knows; null where there is none. */
export async function lockOrderByRequestNo(trx: Db, requestNo: string) {
  const order = await trx
    .selectFrom('work_orders')
    .selectAll()
    .where('request_id', '=', (eb) =>
      eb.selectFrom('service_requests').select('id').where('request_no', '=', requestNo),
    )
    .forUpdate()
    .executeTakeFirst()
  return order ?? null
}

export interface OrderChange {
  status: OrderStatus
  acknowledged_at?: Date
  replied_at?: Date
  closed_at?: Date
}

/** Writes a change and raises the version; the caller holds the row lock. */
export async function updateOrder(trx: Db, orderId: string, change: OrderChange): Promise<number> {
  const { version } = await trx
    .updateTable('work_orders')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', orderId)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** Whether this press of a button has already been carried out. */
export async function wasDone(trx: Db, orderId: string, clientActionId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('order_events')
    .select('seq')
    .where('order_id', '=', orderId)
    .where('client_action_id', '=', clientActionId)
    .executeTakeFirst()
  return row !== undefined
}

export async function markDelivered(trx: Db, orderId: string): Promise<void> {
  await trx
    .updateTable('work_orders')
    .set({ delivery_state: 'sent' })
    .where('id', '=', orderId)
    .execute()
}

/** The events of an order that still have to be told, oldest first; a second teller waits here for the first. */
export async function takeAnnouncements(
  trx: Db,
  orderId: string,
  upToSeq: number,
): Promise<Announcement[]> {
  await trx
    .insertInto('order_announcements')
    .values({ order_id: orderId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { announced_seq } = await trx
    .selectFrom('order_announcements')
    .select('announced_seq')
    .where('order_id', '=', orderId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (announced_seq >= upToSeq) return []
  await trx
    .updateTable('order_announcements')
    .set({ announced_seq: upToSeq })
    .where('order_id', '=', orderId)
    .execute()
  return selectAnnouncements(trx, orderId, { after: announced_seq, upTo: upToSeq })
}

export async function selectAnnouncement(
  db: Db,
  orderId: string,
  seq: number,
): Promise<Announcement> {
  const [announcement] = await selectAnnouncements(db, orderId, { after: seq - 1, upTo: seq })
  if (!announcement) throw new AppError('order.not-found')
  return announcement
}

async function selectAnnouncements(
  trx: Db,
  orderId: string,
  seqs: { after: number; upTo: number },
): Promise<Announcement[]> {
  const rows = await trx
    .selectFrom('order_events as e')
    .innerJoin('work_orders as o', 'o.id', 'e.order_id')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .leftJoin('units as u', 'u.code', 'o.lead_unit')
    .select([
      'o.id as order_id',
      'o.order_no',
      'o.status',
      'o.due_at',
      'r.id as request_id',
      'r.request_no',
      'r.conversation_id',
      'u.name as lead_name',
      'e.type',
      'e.seq',
      'e.public',
      'e.at',
      'e.payload',
    ])
    .where('e.order_id', '=', orderId)
    .where('e.seq', '>', seqs.after)
    .where('e.seq', '<=', seqs.upTo)
    .orderBy('e.seq')
    .execute()
  return rows.map((row) => ({ ...row, payload: row.payload as Record<string, unknown> }))
}
