import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { Bands } from '../proposal/confidence.ts'
import type { Count } from './acceptance.ts'

export interface Span {
  from: Date
  to: Date
  timezone: string
}

const keys = {
  all: sql<string>`''`,
  class: sql<string>`coalesce(d.proposed_class, '')`,
  unit: sql<string>`coalesce(d.proposed_lead, '')`,
  line: sql<string>`coalesce(d.catalogue_line, '')`,
} as const
export type QualityKey = keyof typeof keys

/** Only decisions beside a proposal count: where nothing was proposed, nothing was accepted or refused. */
function decided(db: Db, span: Span) {
  return db
    .selectFrom('decisions as d')
    .where('d.proposal_id', 'is not', null)
    .where('d.created_at', '>=', span.from)
    .where('d.created_at', '<', span.to)
}

/** Decisions and how many took the proposal without any change, by key and week (Monday, the city's clock). */
export async function countAccepted(db: Db, key: QualityKey, span: Span): Promise<Count[]> {
  const week = sql<string>`to_char(date_trunc('week', d.created_at at time zone ${span.timezone}), 'YYYY-MM-DD')`
  const rows = await decided(db, span)
    .select([
      keys[key].as('key'),
      week.as('week'),
      sql<number>`count(*)::integer`.as('n'),
      sql<number>`(count(*) filter (where d.unchanged))::integer`.as('hits'),
    ])
    // By position: the week's time zone is a parameter, and two parameters are never the same expression.
    .groupBy([sql`1`, sql`2`])
    .execute()
  return rows
}

/** What the confidence promised and what became of it: was the proposed lead unit the decided one? */
export async function countBands(db: Db, { bands, ...span }: Span & { bands: Bands }) {
  const band = sql<string>`case when d.proposed_confidence >= ${bands.high} then 'high' when d.proposed_confidence >= ${bands.middle} then 'middle' else 'low' end`
  return decided(db, span)
    .where('d.proposed_confidence', 'is not', null)
    .select([
      band.as('band'),
      sql<number>`count(*)::integer`.as('n'),
      sql<number>`(count(*) filter (where d.decided_lead = d.proposed_lead))::integer`.as('hits'),
      sql<number>`avg(d.proposed_confidence)::float8`.as('promised'),
    ])
    .groupBy(sql`1`)
    .execute()
}

/** To which units the orders of each key went instead of the proposed lead. */
export async function countOverrides(
  db: Db,
  key: QualityKey,
  span: Span & { only?: string },
): Promise<{ key: string; unit: string; name: string; n: number }[]> {
  let query = decided(db, span)
    .innerJoin('units as u', 'u.code', 'd.decided_lead')
    .whereRef('d.decided_lead', 'is distinct from', 'd.proposed_lead')
    .select([
      keys[key].as('key'),
      'u.code as unit',
      'u.name',
      sql<number>`count(*)::integer`.as('n'),
    ])
    .groupBy([keys[key], 'u.code', 'u.name'])
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('u.code')
  if (span.only !== undefined) query = query.where(keys[key], '=', span.only)
  return query.execute()
}

/** Why people changed proposals, by key. */
export async function countReasons(db: Db, key: QualityKey, span: Span) {
  return decided(db, span)
    .where('d.reason_code', 'is not', null)
    .select([
      keys[key].as('key'),
      'd.reason_code as reason',
      sql<number>`count(*)::integer`.as('n'),
    ])
    .groupBy([keys[key], 'd.reason_code'])
    .orderBy(sql`count(*)`, 'desc')
    .execute()
}

/** The newest decisions that overrode one key: the cases behind a number. */
export async function listOverridden(
  db: Db,
  filter: Span & { key: QualityKey; value: string; limit: number },
) {
  const rows = await decided(db, filter)
    .innerJoin('work_orders as o', 'o.request_id', 'd.request_id')
    .innerJoin('service_requests as r', 'r.id', 'd.request_id')
    .leftJoin('units as was', 'was.code', 'd.proposed_lead')
    .leftJoin('units as now', 'now.code', 'd.decided_lead')
    .leftJoin('staff_users as s', 's.id', 'd.decided_by')
    .where(keys[filter.key], '=', filter.value)
    .where('d.unchanged', '=', false)
    .select(['d.id', 'd.created_at', 'd.diff', 'd.reason_code', 'd.note'])
    .select(['o.id as order_id', 'o.order_no', 'r.title', 'r.id as request_id', 's.display_name'])
    .select(['was.name as proposed', 'now.name as decided'])
    .orderBy('d.created_at', 'desc')
    .limit(filter.limit)
    .execute()
  return rows.map((row) => ({
    decision_id: row.id,
    request_id: row.request_id,
    order_id: row.order_id,
    order_no: row.order_no,
    title: row.title,
    at: row.created_at.toISOString(),
    by: row.display_name ?? '',
    proposed: row.proposed,
    decided: row.decided,
    fields: ((row.diff as { fields?: { field: string }[] }).fields ?? []).map((f) => f.field),
    reason: row.reason_code,
    note: row.note,
  }))
}
