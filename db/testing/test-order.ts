import { randomUUID } from 'node:crypto'
import type { Db } from '../client.ts'
import { newId } from '../kernel/ids.ts'

/** A bare request with its order, for tests of what lies below orders. Returns the order's id. */
export async function insertTestOrder(db: Db, now: Date): Promise<string> {
  const [requestId, orderId] = [newId(), newId()]
  await db
    .insertInto('service_requests')
    .values({
      id: requestId,
      request_no: randomUUID(),
      query_code_index: Buffer.alloc(32),
      query_code_ct: Buffer.alloc(32),
      channel: 'web',
      title: '电梯故障',
      description: '电梯坏了三天',
      received_at: now,
      registered_at: now,
    })
    .execute()
  await db
    .insertInto('work_orders')
    .values({
      id: orderId,
      order_no: randomUUID(),
      request_id: requestId,
      status: 'awaiting_dispatch',
      received_at: now,
      dispatch_due_at: now,
    })
    .execute()
  return orderId
}
