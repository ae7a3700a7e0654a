import type { Db } from '../../db/client.ts'
import { eventTexts } from './event-texts.ts'

export interface OrderEventView {
  seq: number
  type: string
  type_text: string
  at: string
  actor: string
  unit: string | null
  note: string
}

/** The history of an order for staff: who did what, when, in the order in which it happened. */
export async function listOrderEvents(db: Db, orderId: string): Promise<OrderEventView[]> {
  const rows = await db
    .selectFrom('order_events as e')
    .leftJoin('staff_users as s', (join) =>
      join.on((eb) => eb(eb.cast<string>('s.id', 'text'), '=', eb.ref('e.actor_id'))),
    )
    .leftJoin('units as u', 'u.code', 'e.unit_code')
    .select(['e.seq', 'e.type', 'e.at', 'e.actor_kind', 'e.payload', 's.display_name', 'u.name'])
    .where('e.order_id', '=', orderId)
    .orderBy('e.seq')
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    type: row.type,
    type_text: eventTexts[row.type] ?? row.type,
    at: row.at.toISOString(),
    actor: row.display_name ?? (row.actor_kind === 'citizen' ? '诉求人' : '系统'),
    unit: row.name,
    note: noteOf(row.payload),
  }))
}

function noteOf(payload: unknown): string {
  const { text, lead } = (payload ?? {}) as { text?: string; lead?: string }
  return text ?? lead ?? ''
}

/** The units of an order with their roles, lead first. */
export async function listOrderUnits(db: Db, orderId: string) {
  const rows = await db
    .selectFrom('order_units as ou')
    .innerJoin('units as u', 'u.code', 'ou.unit_code')
    .select(['u.code', 'u.name', 'ou.role'])
    .where('ou.order_id', '=', orderId)
    .orderBy('u.name')
    .execute()
  const rank = { lead: 0, supporting: 1, copy: 2 }
  return rows.sort((a, b) => rank[a.role] - rank[b.role])
}
