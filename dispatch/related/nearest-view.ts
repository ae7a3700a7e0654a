import { type RawBuilder, sql } from 'kysely'
import { toSql } from 'pgvector'
import type { Db } from '../../db/client.ts'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'
import type { WeighedTerm } from './term-weights.ts'

export interface NearestFilters {
  /** False: requests that still wait count too (repeats and duplicates). Default true. */
  decidedOnly?: boolean | undefined
  /** Level of the lead unit: subdistrict, bureau, enterprise … */
  unitLevel?: string | undefined
  district?: string | undefined
  decidedSince?: Date | undefined
  receivedSince?: Date | undefined
}

export interface NearestQuery {
  terms: readonly WeighedTerm[]
  /** L2-normalised; null where there is no sentence model. */
  vector: Float32Array | null
  space: EmbeddingSpace | null
  /** True where an HNSW index of the space stands: it answers with half precision. */
  indexed: boolean
  filters: NearestFilters
  excludeRequestId: string | null
  /** Candidates of each kind. */
  limit: number
}

/** Applied inside both searches, so that a filter never leaves fewer neighbours than there are. */
function filterSql({ filters, excludeRequestId }: NearestQuery): RawBuilder<unknown> {
  const parts = [filters.decidedOnly === false ? sql`true` : sql`i.decided_at is not null`]
  if (filters.unitLevel) parts.push(sql`i.unit_level = ${filters.unitLevel}`)
  if (filters.district) parts.push(sql`i.district = ${filters.district}`)
  if (filters.decidedSince) parts.push(sql`i.decided_at >= ${filters.decidedSince}`)
  if (filters.receivedSince) parts.push(sql`i.received_at >= ${filters.receivedSince}`)
  if (excludeRequestId) parts.push(sql`i.request_id <> ${excludeRequestId}::uuid`)
  return sql.join(parts, sql` and `)
}

function wordsSql(query: NearestQuery): RawBuilder<unknown> {
  const terms = query.terms.map(({ term }) => term)
  const weights = query.terms.map(({ weight }) => weight)
  return sql`
    select f.order_id, sum(q.weight) as words
    from unnest(${terms}::integer[], ${weights}::real[]) as q (term, weight)
    cross join lateral (
      select i.order_id from request_index i where i.terms @> array[q.term] and ${filterSql(query)}
    ) f
    group by f.order_id order by words desc limit ${query.limit}`
}

/**
 * The nearest vectors. With the index the scan goes on until enough rows pass the filter (`hnsw.iterative_scan`); the
 * predicate names the space by a literal, because a partial index is only seen through one.
 */
function meaningSql(
  query: NearestQuery,
  { space, vector }: { space: EmbeddingSpace; vector: string },
): RawBuilder<unknown> {
  const half = sql.raw(`halfvec(${space.dimensions})`)
  const distance = query.indexed
    ? sql`(e.vector::${half}) <#> ${vector}::${half}`
    : sql`e.vector <#> ${vector}::vector`
  return sql`
    select e.subject_id as order_id
    from embeddings e join request_index i on i.order_id = e.subject_id
    where e.space_id = ${sql.lit(space.id)} and e.subject_kind = 'order' and ${filterSql(query)}
    order by ${distance} limit ${query.limit}`
}

/**
 * Both kinds of candidates as `nearest (order_id, words, meaning)`: for the `with` of a statement that says what to read of
 * them. `meaning` is the cosine by the whole vectors, whatever the index rounded; null without a vector.
 */
export function nearestSql(query: NearestQuery): RawBuilder<unknown> {
  const { space } = query
  if (query.vector === null || space === null) {
    return sql`nearest as materialized (
      select order_id, words, null::float8 as meaning from (${wordsSql(query)}) w)`
  }
  const vector = toSql(Array.from(query.vector))
  return sql`by_words as materialized (${wordsSql(query)}),
    by_meaning as materialized (${meaningSql(query, { space, vector })}),
    nearest as materialized (
      select order_id, coalesce(w.words, 0) as words, -(e.vector <#> ${vector}::vector) as meaning
      from (select order_id from by_words union select order_id from by_meaning) found
      left join by_words w using (order_id)
      left join embeddings e on e.space_id = ${sql.lit(space.id)} and e.subject_kind = 'order'
        and e.subject_id = found.order_id)`
}

/** A sample of the index for the frequencies of terms; the newest rows, because words come and go with the season. */
export async function selectTermSample(db: Db, limit: number) {
  const rows = await db
    .selectFrom('request_index')
    .select('terms')
    .orderBy('received_at', 'desc')
    .limit(limit)
    .execute()
  const { rows: counted } = await sql<{ n: number }>`
    select case when reltuples < 10000 then (select count(*) from request_index) else reltuples::bigint end as n
    from pg_class where oid = 'request_index'::regclass`.execute(db)
  return { rows: rows.map(({ terms }) => terms), total: Number(counted[0]?.n ?? 0) }
}
