import type { Db } from '../../db/client.ts'

export interface IndexedRequest {
  requestId: string
  orderId: string
  terms: number[]
  district: string | null
  subdistrict: string | null
  receivedAt: Date
}

/** Makes requests findable; one that is there already stays. */
export async function insertIndexRows(trx: Db, rows: readonly IndexedRequest[]): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('request_index')
    .values(
      rows.map((row) => ({
        request_id: row.requestId,
        order_id: row.orderId,
        terms: row.terms,
        district: row.district,
        subdistrict: row.subdistrict,
        received_at: row.receivedAt,
      })),
    )
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .execute()
}

/**
 * What a person decided becomes evidence at once, in the transaction of the decision (R12): from its commit on the order is a
 * neighbour of others. Reads the order's own row, so that no caller can say something else.
 */
export async function markDecided(trx: Db, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  await trx
    .updateTable('request_index as i')
    .from('work_orders as o')
    .innerJoin('units as u', 'u.code', 'o.lead_unit')
    .set((eb) => ({
      service_code: eb.ref('o.service_code'),
      lead_unit: eb.ref('o.lead_unit'),
      unit_level: eb.ref('u.level'),
      decided_at: eb.ref('o.dispatched_at'),
      district: eb.ref('o.district'),
      subdistrict: eb.ref('o.subdistrict'),
    }))
    .whereRef('i.order_id', '=', 'o.id')
    .where('o.id', 'in', [...orderIds])
    .where('o.dispatched_by', 'is not', null)
    .execute()
}

/** Requests that are not in the index yet: from before it was there. */
export async function selectUnindexed(db: Db, limit: number) {
  return await db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .leftJoin('request_index as i', 'i.request_id', 'r.id')
    .select(['r.id', 'o.id as order_id', 'r.description', 'r.elements', 'r.received_at'])
    .select(['o.district', 'o.subdistrict'])
    .where('i.request_id', 'is', null)
    .orderBy('r.received_at', 'desc')
    .limit(limit)
    .execute()
}

/** Orders that have no vector in a space, newest first: they are the likeliest neighbours. */
export async function selectWithoutVector(db: Db, spaceId: string, limit: number) {
  return await db
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .leftJoin('embeddings as e', (join) =>
      join
        .onRef('e.subject_id', '=', 'o.id')
        .on('e.subject_kind', '=', 'order')
        .on('e.space_id', '=', spaceId),
    )
    .select(['o.id as order_id', 'r.description', 'r.channel'])
    .where('e.subject_id', 'is', null)
    .orderBy('o.id', 'desc')
    .limit(limit)
    .execute()
}
