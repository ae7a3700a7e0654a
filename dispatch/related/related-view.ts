import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { OrderStatus } from '../order/transitions.ts'
import type { LinkState, RelatedKind } from './related-kinds.ts'

export interface RelatedRequest {
  requestId: string
  requestNo: string
  orderNo: string | null
  title: string
  text: string
  at: string
  place: string
  status: OrderStatus
  score: number
  reasons: string[]
  linkState: LinkState
  /** Sent back with an action. */
  version: number
  /** `into`: the request that was asked for is handled with this one; `from`: this one is handled with it. */
  merged: 'into' | 'from' | null
}

export interface RelatedRequests {
  sameRequester: RelatedRequest[]
  sameEvent: RelatedRequest[]
  sameTopic: RelatedRequest[]
}

/** A class of problems has hundreds of members; more than these help nobody decide. */
const SHOWN = 50

function selectLinks(db: Db, requestId: string) {
  const otherId = sql<string>`case when l.request_a = ${requestId}::uuid then l.request_b else l.request_a end`
  return db
    .selectFrom('request_links as l')
    .innerJoin('service_requests as r', (join) => join.on('r.id', '=', otherId))
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select([
      'l.kind',
      'l.state',
      'l.score',
      'l.reasons',
      'l.version',
      'r.id',
      'r.request_no',
      'r.title',
      'r.description',
      'r.elements',
      'r.received_at',
      'o.id as order_id',
      'o.order_no',
      'o.status',
      'o.merged_into',
      'o.district',
      'o.subdistrict',
      'o.community',
    ])
    .where((eb) => eb.or([eb('l.request_a', '=', requestId), eb('l.request_b', '=', requestId)]))
}

type Row = Awaited<ReturnType<ReturnType<typeof selectLinks>['executeTakeFirstOrThrow']>>

function placeOf(row: Row): string {
  const address = (row.elements as { address?: string } | null)?.address
  if (address) return address
  return [row.subdistrict ?? row.district ?? '', row.community ?? ''].join('')
}

/**
 * What belongs to a request, by kind and best first, with what a person has said about it; what was rejected comes last and
 * can be taken back. Error: `request.not-found`.
 */
export async function listRelated(db: Db, requestId: string): Promise<RelatedRequests> {
  const own = await db
    .selectFrom('work_orders')
    .select(['id', 'merged_into'])
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  if (!own) throw new AppError('request.not-found')
  const rows = await selectLinks(db, requestId)
    .orderBy(sql`l.state in ('rejected', 'unlinked')`)
    .orderBy('l.score', 'desc')
    .orderBy('r.received_at', 'desc')
    .limit(3 * SHOWN)
    .execute()
  const mergedOf = (row: Row): RelatedRequest['merged'] => {
    if (own.merged_into === row.order_id) return 'into'
    return row.merged_into === own.id ? 'from' : null
  }
  const of = (kind: RelatedKind) =>
    rows
      .filter((row) => row.kind === kind)
      .slice(0, SHOWN)
      .map((row) => ({
        requestId: row.id,
        requestNo: row.request_no,
        orderNo: row.order_no,
        title: row.title,
        text: row.description,
        at: row.received_at.toISOString(),
        place: placeOf(row),
        status: row.status,
        score: row.score,
        reasons: row.reasons,
        linkState: row.state,
        version: row.version,
        merged: mergedOf(row),
      }))
  return {
    sameRequester: of('same_requester'),
    sameEvent: of('same_event'),
    sameTopic: of('same_topic'),
  }
}
