import { type Insertable, sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { Schema } from '../../db/schema.ts'

/** The next value of a number sequence: unique under any number of servers, with gaps. */
export async function nextRunningNumber(
  trx: Db,
  sequence: 'request_no_seq' | 'order_no_seq',
): Promise<number> {
  const { rows } = await sql<{ n: string }>`select nextval(${sequence}::regclass) as n`.execute(trx)
  return Number(rows[0]?.n)
}

export async function insertRequest(
  trx: Db,
  row: Insertable<Schema['service_requests']>,
): Promise<void> {
  await trx.insertInto('service_requests').values(row).execute()
}

export async function insertOrder(trx: Db, row: Insertable<Schema['work_orders']>): Promise<void> {
  await trx.insertInto('work_orders').values(row).execute()
}

export async function selectRequesterId(trx: Db, orderId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .select('r.requester_id')
    .where('o.id', '=', orderId)
    .executeTakeFirst()
  return row?.requester_id ?? null
}
