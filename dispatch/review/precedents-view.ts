import type { Database, Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'
import { statusTexts } from '../order/transitions.ts'
import { createFindNeighbours, type FindNeighbours } from '../related/find-neighbours.ts'

const SHOWN = 5
/** What is less alike is no precedent. */
const LEAST = { meaning: 0.6, words: 0.2 }

const resolutionTexts: Record<string, string> = {
  solved: '已解决',
  partly: '部分解决',
  not_solved: '未解决',
}

/** The request's own vector with its space, once its job has made one. */
async function findOwnVector(db: Db, requestId: string) {
  const row = await db
    .selectFrom('embeddings as e')
    .innerJoin('work_orders as o', 'o.id', 'e.subject_id')
    .innerJoin('embedding_spaces as s', 's.id', 'e.space_id')
    .select(['e.vector', 's.id', 's.kind', 's.model', 's.dimensions'])
    .where('o.request_id', '=', requestId)
    .where('e.subject_kind', '=', 'order')
    .orderBy('e.created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { vector, ...space } = row
  const numbers = Float32Array.from(JSON.parse(String(vector)) as number[])
  return { vector: numbers, space: space as EmbeddingSpace }
}

/** What is shown of orders; never of those made in confidence (R8). */
async function selectShown(db: Db, requestIds: readonly string[]) {
  if (requestIds.length === 0) return []
  return await db
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .select((eb) => [
      'r.id',
      'r.title',
      'o.status',
      'o.dispatched_at',
      eb
        .selectFrom('order_events as e')
        .select('e.payload')
        .whereRef('e.order_id', '=', 'o.id')
        .where('e.type', '=', 'replied')
        .orderBy('e.seq', 'desc')
        .limit(1)
        .as('reply'),
    ])
    .where('r.id', 'in', [...requestIds])
    .where('r.confidential', '=', false)
    .execute()
}

export interface PrecedentsDeps {
  database: Pick<Database, 'db'>
  clock: Clock
}

/**
 * Nearest confirmed orders of a request and how they ended, by the search that the proposal itself weighs them with (R12): by
 * meaning where the request has its vector, else by the rarest words in common.
 */
export function createFindPrecedents({ database, clock }: PrecedentsDeps) {
  const { db } = database
  const searches = new Map<string, FindNeighbours>()
  const searchIn = (space: EmbeddingSpace | null): FindNeighbours => {
    const known = searches.get(space?.id ?? '')
    if (known) return known
    const search = createFindNeighbours({ database, space, clock })
    searches.set(space?.id ?? '', search)
    return search
  }
  return async (requestId: string, text: string) => {
    const own = await findOwnVector(db, requestId)
    const options = { excludeRequestId: requestId }
    const near = await searchIn(own?.space ?? null)(text, own?.vector ?? null, options)
    const alike = near.filter(({ by, similarity }) => similarity >= LEAST[by])
    const rows = await selectShown(
      db,
      alike.map((vote) => vote.requestId),
    )
    const shown = new Map(rows.map((row) => [row.id, row]))
    return alike
      .flatMap((vote) => {
        const row = shown.get(vote.requestId)
        if (!row) return []
        const reply = row.reply as { resolution?: string } | null
        const status = statusTexts[row.status]
        const ended = resolutionTexts[reply?.resolution ?? '']
        return [
          {
            order_no: vote.orderNo,
            title: row.title,
            unit: vote.leadName,
            similarity: Math.round(vote.similarity * 100) / 100,
            by: vote.by,
            ended: ended ? `${status}，${ended}` : status,
            dispatched_at: row.dispatched_at?.toISOString() ?? null,
          },
        ]
      })
      .slice(0, SHOWN)
  }
}
export type FindPrecedents = ReturnType<typeof createFindPrecedents>
