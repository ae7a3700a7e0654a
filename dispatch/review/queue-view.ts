import type { Db } from '../../db/client.ts'
import { readCursor, writeCursor } from '../order/cursor.ts'
import { placeText } from '../order/order-view.ts'
import { proposal as proposalSchema } from '../proposal/proposal.ts'

function queueQuery(db: Db, now: Date) {
  return db
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .leftJoin('review_claims as c', (join) =>
      join.onRef('c.request_id', '=', 'r.id').on('c.expires_at', '>', now),
    )
    .leftJoin('staff_users as s', 's.id', 'c.user_id')
    .select((eb) => [
      'o.order_no',
      'o.status',
      'o.emergency',
      'o.sensitive',
      'o.confidence',
      'o.kind',
      'o.service_path',
      'o.district',
      'o.subdistrict',
      'o.community',
      'o.dispatch_due_at',
      'r.id',
      'r.request_no',
      'r.title',
      'r.channel',
      'r.received_at',
      's.display_name',
      eb
        .selectFrom('proposals as p')
        .select('p.body')
        .where((w) =>
          w.or([w('p.request_id', '=', w.ref('r.id')), w('p.draft_id', '=', w.ref('r.draft_id'))]),
        )
        .orderBy('p.created_at', 'desc')
        .limit(1)
        .as('body'),
    ])
    .where('o.status', '=', 'awaiting_dispatch')
    .orderBy('o.emergency', 'desc')
    .orderBy('o.dispatch_due_at')
    .orderBy('r.id')
}

type QueueRow = Awaited<ReturnType<ReturnType<typeof queueQuery>['execute']>>[number]

function itemOf(row: QueueRow) {
  return {
    request_id: row.id,
    request_no: row.request_no,
    order_no: row.order_no,
    title: row.title,
    channel: row.channel,
    received_at: row.received_at.toISOString(),
    dispatch_due_at: row.dispatch_due_at.toISOString(),
    status: row.status,
    emergency: row.emergency,
    sensitive: row.sensitive,
    confidence: row.confidence,
    kind: row.kind,
    class_text: row.service_path.join(' › '),
    place_text: placeText(row),
    lead_text: leadText(row.body),
    claimed_by: row.display_name,
  }
}

/**
 * Requests that wait for a person, emergencies first, then by the time that is left to dispatch them. The proposed unit
 * comes from the newest proposal, whose row never changes.
 */
export async function listQueue(db: Db, page: { limit: number; cursor?: string; now: Date }) {
  let query = queueQuery(db, page.now)
  if (page.cursor) {
    const [emergency, due, id] = readCursor(page.cursor, 3)
    const flag = emergency === true
    query = query.where((eb) =>
      eb.or([
        eb('o.emergency', '<', flag),
        eb.and([
          eb('o.emergency', '=', flag),
          eb(
            eb.refTuple('o.dispatch_due_at', 'r.id'),
            '>',
            eb.tuple(new Date(String(due)), String(id)),
          ),
        ]),
      ]),
    )
  }
  const rows = await query.limit(page.limit + 1).execute()
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const more = rows.length > page.limit && last
  return {
    items: shown.map(itemOf),
    next_cursor: more
      ? writeCursor([last.emergency, last.dispatch_due_at.toISOString(), last.id])
      : null,
  }
}

function leadText(body: unknown): string {
  const parsed = proposalSchema.safeParse(body)
  return parsed.success ? (parsed.data.units.find((u) => u.role === 'lead')?.name ?? '') : ''
}
