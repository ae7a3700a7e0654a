import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { OrderStatus } from '../order/transitions.ts'
import { type NearestQuery, nearestSql } from './nearest-view.ts'

export interface NeighbourRow {
  request_id: string
  order_no: string
  status: OrderStatus
  service_code: string
  lead_unit: string
  lead_name: string
  decided_at: Date
  /** Cosine; null where the order has no vector in this space yet. */
  meaning: number | null
  /** Sum of the weights of the terms in common. */
  words: number
}

/** Confirmed orders near a text, with their unit and how they ended. A unit that is gone is no example any more. */
export async function selectNeighbours(db: Db, query: NearestQuery): Promise<NeighbourRow[]> {
  const { rows } = await sql<NeighbourRow>`
    with ${nearestSql(query)}
    select i.request_id, o.order_no, o.status, i.service_code, i.lead_unit, u.name as lead_name, i.decided_at,
      n.words, n.meaning
    from nearest n
    join request_index i on i.order_id = n.order_id
    join work_orders o on o.id = n.order_id
    join units u on u.code = i.lead_unit and u.active
    where i.service_code is not null`.execute(db)
  return rows
}
