import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { readCursor, writeCursor } from '../order/cursor.ts'
import { placeText } from '../order/order-view.ts'
import { proposal as proposalSchema } from '../proposal/proposal.ts'
import { openDuplicates } from './duplicates-view.ts'

/** Within half an hour of each other, time left is the same: then risk decides, then confidence. */
const SLOT_SECONDS = 1800

/** A question that is not answered yet: nothing to do here before the citizen speaks. */
const waits = sql<boolean>`exists (select 1 from review_questions q
  where q.request_id = r.id and q.answered_at is null)`
const slot = sql<number>`floor(extract(epoch from o.dispatch_due_at) / ${sql.lit(SLOT_SECONDS)})::integer`
/** Ascending in every part, so that a page can go on from its last row. */
const rank = sql<string>`concat_ws('|',
  case when o.emergency then 0 else 1 end,
  case when ${waits} then 1 else 0 end,
  lpad((${slot})::text, 10, '0'),
  case when o.sensitive then 0 else 1 end,
  lpad((1000 - round(coalesce(o.confidence, 0)::numeric * 1000))::text, 4, '0'),
  to_char(o.dispatch_due_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS'),
  r.id)`

/** Confirmed and about to leave: nobody has anything to do with it now. */
const leaves = sql<boolean>`exists (select 1 from pending_dispatches h
  where h.request_id = r.id and h.state = 'pending')`
const consulting = sql<boolean>`exists (select 1 from consultations k
  where k.request_id = r.id and k.closed_at is null)`
const answeredAt = sql<Date | null>`(select max(q.answered_at) from review_questions q
  where q.request_id = r.id)`
const newestProposal = sql<unknown>`(select p.body from proposals p
  where p.request_id = r.id or p.draft_id = r.draft_id order by p.created_at desc limit 1)`

const columns = [
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
  'r.part_no',
  'r.title',
  'r.channel',
  'r.received_at',
  's.display_name',
] as const

function queueQuery(db: Db, now: Date) {
  return db
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .leftJoin('review_claims as c', (join) =>
      join.onRef('c.request_id', '=', 'r.id').on('c.expires_at', '>', now),
    )
    .leftJoin('staff_users as s', 's.id', 'c.user_id')
    .select([...columns, rank.as('rank'), waits.as('waits'), answeredAt.as('answered_at')])
    .select([consulting.as('consulting'), newestProposal.as('body')])
    .select(openDuplicates(sql`r.id`).as('duplicates'))
    .where('o.status', '=', 'awaiting_dispatch')
    .where(sql<boolean>`not ${leaves}`)
    .orderBy(sql`${rank} collate "C"`)
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
    ...proposedIn(row.body),
    part_no: row.part_no,
    waiting: row.waits,
    answered: !row.waits && row.answered_at !== null,
    consulting: row.consulting,
    duplicates: row.duplicates,
    claimed_by: row.display_name,
  }
}

/**
 * Requests that wait for a person: emergencies first, then by the time that is left to dispatch them, then by risk and confidence;
 * those whose citizen was asked wait behind the others. The proposed unit comes from the newest proposal, whose row never changes.
 */
export async function listQueue(db: Db, page: { limit: number; cursor?: string; now: Date }) {
  let query = queueQuery(db, page.now)
  if (page.cursor) {
    const [last] = readCursor(page.cursor, 1)
    query = query.where(sql<boolean>`${rank} collate "C" > ${String(last)}`)
  }
  const rows = await query.limit(page.limit + 1).execute()
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const more = rows.length > page.limit && last
  return {
    items: shown.map(itemOf),
    next_cursor: more ? writeCursor([last.rank]) : null,
  }
}

function proposedIn(body: unknown): { lead_text: string; triage: string | null } {
  const { data } = proposalSchema.safeParse(body)
  if (!data) return { lead_text: '', triage: null }
  return { lead_text: data.units.find((u) => u.role === 'lead')?.name ?? '', triage: data.triage }
}
