import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type Actor, allowedActions } from './actor.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { kindTexts } from './event-texts.ts'
import { listOrderEvents, listOrderUnits } from './event-view.ts'
import { occursIn, searchPatterns } from './order-search-view.ts'
import { type OrderStatus, statusTexts } from './transitions.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>

/** Roles that see the orders of every unit; a unit's account sees only those that name it. */
const seesAll = [
  'dispatcher',
  'reviewer',
  'supervisor',
  'follow_up_clerk',
  'operator',
  'evaluator',
  'administrator',
]

export function rowScope(actor: StaffActor): { unitCode: string | null } {
  const all = actor.roles.some((role) => seesAll.includes(role))
  return { unitCode: all ? null : (actor.unitCode ?? '') }
}

function baseQuery(db: Db, actor: StaffActor) {
  const { unitCode } = rowScope(actor)
  const own = actor.unitCode ?? ''
  let query = db
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .leftJoin('units as lead', 'lead.code', 'o.lead_unit')
    .select((eb) => [
      'o.id',
      'o.order_no',
      'o.status',
      'o.version',
      'o.kind',
      'o.service_path',
      'o.district',
      'o.subdistrict',
      'o.community',
      'o.deadline',
      'o.dispatched_at',
      'o.due_at',
      'o.closed_at',
      'o.lead_unit',
      'o.legal_basis',
      'o.request_id',
      'r.request_no',
      'r.title',
      'r.description',
      'r.elements',
      'r.requester_id',
      'r.confidential',
      'lead.name as lead_name',
      eb
        .selectFrom('order_units as ou')
        .select('ou.role')
        .whereRef('ou.order_id', '=', 'o.id')
        .where('ou.unit_code', '=', own)
        .orderBy('ou.role', 'desc')
        .limit(1)
        .as('role'),
    ])
  if (unitCode !== null) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('order_units as mine')
          .select('mine.unit_code')
          .whereRef('mine.order_id', '=', 'o.id')
          .where('mine.unit_code', '=', unitCode),
      ),
    )
  }
  return query
}

type OrderRow = Awaited<ReturnType<ReturnType<typeof baseQuery>['execute']>>[number]

export function placeText(row: {
  district: string | null
  subdistrict: string | null
  community: string | null
}): string {
  return [row.subdistrict ?? row.district, row.community].filter(Boolean).join(' ')
}

function itemOf(row: OrderRow, now: Date) {
  const done = row.closed_at !== null || row.status === 'replied'
  return {
    order_id: row.id,
    order_no: row.order_no,
    request_id: row.request_id,
    request_no: row.request_no,
    title: row.title,
    status: row.status,
    status_text: statusTexts[row.status],
    role: row.role,
    lead_unit: row.lead_name,
    class_text: row.service_path.join(' › '),
    place_text: placeText(row),
    deadline: row.deadline,
    dispatched_at: row.dispatched_at?.toISOString() ?? null,
    due_at: row.due_at?.toISOString() ?? null,
    overdue: !done && row.due_at !== null && row.due_at < now,
  }
}

/** What waits to be dispatched stands where it came in. */
const sortedAt = sql<Date>`coalesce(o.dispatched_at, o.received_at)`

/**
 * A page of dispatched orders, newest dispatch first, inside the actor's row scope. A search also finds what still waits, for those
 * who see all orders: a number that a citizen names must lead somewhere.
 */
export async function listOrders(
  db: Db,
  actor: StaffActor,
  filter: {
    status?: readonly OrderStatus[]
    search?: string
    limit: number
    cursor?: string
    now: Date
  },
) {
  const patterns = searchPatterns(filter.search ?? '')
  let query = baseQuery(db, actor).select(sortedAt.as('sorted_at'))
  if (patterns.length === 0 || rowScope(actor).unitCode !== null) {
    query = query.where('o.dispatched_at', 'is not', null)
  }
  for (const pattern of patterns) query = query.where(occursIn(pattern))
  if (filter.status?.length) query = query.where('o.status', 'in', [...filter.status])
  if (filter.cursor) {
    const [at, id] = readCursor(filter.cursor, 2)
    query = query.where(
      sql<boolean>`(${sortedAt}, o.id) < (${new Date(String(at))}, ${String(id)}::uuid)`,
    )
  }
  const rows = await query
    .orderBy(sortedAt, 'desc')
    .orderBy('o.id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const more = rows.length > filter.limit && last
  return {
    items: page.map((row) => itemOf(row, filter.now)),
    next_cursor: more ? writeCursor([last.sorted_at.toISOString(), last.id]) : null,
  }
}

/**
 * Whether this actor may see who asked (DOMAIN section 6): the lead or supporting unit when the request is not
 * confidential, and the hotline's own dispatchers, reviewers and call-back clerks.
 */
export function mayReveal(actor: StaffActor, row: { confidential: boolean; role: string | null }) {
  const hotline = ['dispatcher', 'reviewer', 'follow_up_clerk'] as const
  if (hotline.some((role) => actor.roles.includes(role))) return true
  return !row.confidential && (row.role === 'lead' || row.role === 'supporting')
}

/** One order with its history; `order.not-found` outside the row scope too, so that numbers cannot be probed. */
export async function loadOrder(db: Db, actor: StaffActor, orderId: string, now: Date) {
  const row = await baseQuery(db, actor).where('o.id', '=', orderId).executeTakeFirst()
  if (!row) throw new AppError('order.not-found')
  const events = await listOrderEvents(db, orderId)
  const elements = row.elements as { address?: string } | null
  return {
    ...itemOf(row, now),
    order_version: row.version,
    description: row.description,
    address: elements?.address ?? '',
    kind_text: kindTexts[row.kind ?? ''] ?? '',
    legal_basis: row.legal_basis,
    has_contact: row.requester_id !== null,
    may_reveal: row.requester_id !== null && mayReveal(actor, row),
    units: await listOrderUnits(db, orderId),
    reply: events.filter((e) => e.type === 'replied').at(-1)?.note ?? null,
    events,
    actions: allowedActions(actor, row),
  }
}
