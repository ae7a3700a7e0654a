import { sql } from 'kysely'
import type { Database, Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import { type NearestFilters, type NearestQuery, selectTermSample } from './nearest-view.ts'
import { requestTerms } from './request-terms.ts'
import { emptySample, pickTerms, sampleTerms, type TermSample } from './term-weights.ts'
import { hasVectorIndex } from './vector-index-store.ts'

export interface NearestWish {
  text: string
  address?: string | undefined
  vector: Float32Array | null
  excludeRequestId?: string | undefined
  filters?: NearestFilters | undefined
  limit: number
}

/** Runs a read over the nearest requests; `most` is the weight of a request that holds every term. */
export type NearestSearch = <T>(
  wish: NearestWish,
  read: (db: Db, query: NearestQuery) => Promise<T>,
) => Promise<{ rows: T; most: number }>

/** How long frequencies and the presence of the index are believed; a young index grows fast. */
const FRESH_MS = 10 * 60_000
const YOUNG_MS = 5_000
const YOUNG_TOTAL = 5_000
const SAMPLE = 2_000

export interface NearestSearchDeps {
  database: Pick<Database, 'db'>
  space: EmbeddingSpace | null
  clock: Clock
}

/**
 * The search that neighbours and duplicates share: words by the rarest bigrams in a GIN index, meaning by pgvector. Without a
 * sentence model, and before a request's vector is made, words find it alone; a hash embedder adds nothing to them.
 */
export function createNearestSearch({ database, space, clock }: NearestSearchDeps): NearestSearch {
  const ranking = space && ranksByVector(space) ? space : null
  let sample: TermSample = emptySample
  let indexed = false
  let readAt: number | null = null
  let reading: Promise<void> | null = null

  const read = async () => {
    const { rows, total } = await selectTermSample(database.db, SAMPLE)
    indexed = ranking ? await hasVectorIndex(database.db, ranking) : false
    sample = sampleTerms(rows, total)
    readAt = clock.now().getTime()
  }
  const refresh = async () => {
    const fresh = sample.total < YOUNG_TOTAL ? YOUNG_MS : FRESH_MS
    if (readAt !== null && clock.now().getTime() - readAt < fresh) return
    reading ??= read().finally(() => {
      reading = null
    })
    // Only the first search waits; later ones go on with what is known.
    if (readAt === null) await reading
    else reading.catch(() => {})
  }

  return async (wish, readRows) => {
    await refresh()
    const terms = pickTerms(sample, requestTerms(wish.text, wish.address))
    const query: NearestQuery = {
      terms,
      vector: ranking ? wish.vector : null,
      space: ranking,
      indexed,
      filters: wish.filters ?? {},
      excludeRequestId: wish.excludeRequestId ?? null,
      limit: wish.limit,
    }
    const most = terms.reduce((sum, { weight }) => sum + weight, 0)
    return { rows: await withIndexSettings(database.db, query, readRows), most }
  }
}

/** The index needs its settings for the length of one statement; without it there is no need of a transaction. */
async function withIndexSettings<T>(
  db: Db,
  query: NearestQuery,
  read: (db: Db, query: NearestQuery) => Promise<T>,
): Promise<T> {
  if (!query.indexed || query.vector === null) return await read(db, query)
  return await db.transaction().execute(async (trx) => {
    await sql`select set_config('hnsw.iterative_scan', 'relaxed_order', true),
      set_config('hnsw.ef_search', ${String(Math.max(EF_SEARCH, query.limit))}, true)`.execute(trx)
    return read(trx, query)
  })
}

/** Candidates that the index keeps while it searches; recall and time of others are in docs/bench.md. */
const EF_SEARCH = 40
