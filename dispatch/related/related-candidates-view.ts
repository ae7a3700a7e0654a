import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { proposal as proposalSchema } from '../proposal/proposal.ts'
import { citizenWords } from '../triage/citizen-words.ts'
import { type NearestQuery, nearestSql } from './nearest-view.ts'
import type { RelatedSide } from './related-side.ts'

/** One request, ready to be judged. */
export interface RelatedSubject {
  requestId: string
  orderId: string
  side: RelatedSide
}

/** Ids of the nearest requests by words and meaning. */
export async function selectNearestIds(db: Db, query: NearestQuery): Promise<string[]> {
  const { rows } = await sql<{ request_id: string }>`
    with ${nearestSql(query)}
    select i.request_id from nearest n join request_index i on i.order_id = n.order_id`.execute(db)
  return rows.map((row) => row.request_id)
}

/** What the same person asked before: by the keyed index of the phone number, or from the same conversation (R9). */
export async function selectOwnIds(db: Db, requestId: string, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from service_requests a
    left join requesters ra on ra.id = a.requester_id
    join service_requests b on b.id <> a.id and b.received_at >= ${since} and (
      b.conversation_id = a.conversation_id
      or b.requester_id in (select id from requesters r where r.phone_index = ra.phone_index))
    where a.id = ${requestId} order by b.received_at desc limit 50`.execute(db)
  return rows.map((row) => row.id)
}

/** What came from the same street, or from the same district where the street is not known, around the same time. */
export async function selectNearbyIds(
  db: Db,
  near: { requestId: string; side: RelatedSide; hours: number; limit: number },
): Promise<string[]> {
  const { place, at } = near.side
  if (place.district === null) return []
  const span = near.hours * 3_600_000
  let query = db
    .selectFrom('request_index')
    .select('request_id')
    .where('district', '=', place.district)
    .where('received_at', '>=', new Date(at.getTime() - span))
    .where('received_at', '<=', new Date(at.getTime() + span))
    .where('request_id', '<>', near.requestId)
  if (place.subdistrict !== null) query = query.where('subdistrict', '=', place.subdistrict)
  const rows = await query.orderBy('received_at', 'desc').limit(near.limit).execute()
  return rows.map((row) => row.request_id)
}

function selectSubjects(db: Db, spaceId: string) {
  return db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .leftJoin('requesters as q', 'q.id', 'r.requester_id')
    .leftJoin('embeddings as e', (join) =>
      join
        .onRef('e.subject_id', '=', 'o.id')
        .on('e.subject_kind', '=', 'order')
        .on('e.space_id', '=', spaceId),
    )
    .select(['r.id', 'o.id as order_id', 'r.channel', 'r.description', 'r.elements'])
    .select(['r.received_at', 'r.conversation_id', 'q.phone_index', 'e.vector'])
    .select(['o.district', 'o.subdistrict', 'o.community', 'o.service_code'])
    .select((eb) =>
      eb
        .selectFrom('proposals as p')
        .select('p.body')
        .where((w) =>
          w.or([w('p.request_id', '=', w.ref('r.id')), w('p.draft_id', '=', w.ref('r.draft_id'))]),
        )
        .orderBy('p.created_at', 'desc')
        .limit(1)
        .as('body'),
    )
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSubjects>['executeTakeFirstOrThrow']>>

/** The phone number if there is one, else the conversation: two chats without a number are two people. */
function requesterOf(row: Row): string | null {
  if (row.phone_index) return `phone:${row.phone_index.toString('hex')}`
  return row.conversation_id && `conversation:${row.conversation_id}`
}

function classesOf(row: Row): ReadonlyMap<string, number> {
  const parsed = proposalSchema.safeParse(row.body)
  if (parsed.success) return new Map(parsed.data.service_codes.map(({ code, p }) => [code, p]))
  return row.service_code === null ? new Map() : new Map([[row.service_code, 1]])
}

/** Everything that the scorer needs of these requests. */
export async function loadSubjects(
  db: Db,
  requestIds: readonly string[],
  spaceId: string | null,
): Promise<RelatedSubject[]> {
  if (requestIds.length === 0) return []
  const rows = await selectSubjects(db, spaceId ?? '')
    .where('r.id', 'in', [...requestIds])
    .execute()
  return rows.map((row) => ({
    requestId: row.id,
    orderId: row.order_id,
    side: {
      text: citizenWords(row.description, row.channel).trim(),
      address: (row.elements as { address?: string } | null)?.address ?? '',
      at: row.received_at,
      requester: requesterOf(row),
      place: { district: row.district, subdistrict: row.subdistrict, community: row.community },
      classes: classesOf(row),
      vector: row.vector === null ? null : Float32Array.from(JSON.parse(row.vector) as number[]),
    },
  }))
}
