import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Db } from '../../db/client.ts'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'

/** Below this number of orders an exact search is fast enough, and it misses nothing. */
export const INDEX_FROM = 20_000

/** The longest vectors that pgvector indexes with half precision; longer ones are searched exactly. */
const INDEX_DIMENSIONS = 4_000

/** One partial index a space, so that another model's vectors never stand in its way. */
export function vectorIndexName(space: Pick<EmbeddingSpace, 'id'>): string {
  return `embeddings_near_${createHash('sha256').update(space.id).digest('hex').slice(0, 12)}`
}

/** Whether the index of a space stands and is complete. */
export async function hasVectorIndex(db: Db, space: EmbeddingSpace): Promise<boolean> {
  const { rows } = await sql<{ valid: boolean }>`
    select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relname = ${vectorIndexName(space)}`.execute(db)
  return rows[0]?.valid ?? false
}

export async function countOrderVectors(db: Db, spaceId: string): Promise<number> {
  const { n } = await db
    .selectFrom('embeddings')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('space_id', '=', spaceId)
    .where('subject_kind', '=', 'order')
    .executeTakeFirstOrThrow()
  return Number(n)
}

/**
 * Builds the HNSW index of a space where it is worth it; the hotline goes on meanwhile. Half precision: the index takes half
 * the memory and finds the same neighbours (docs/bench.md); the vectors themselves stay whole. PGlite has one connection,
 * which nothing may hold for minutes, so it searches exactly. Returns whether it built one.
 */
export async function ensureVectorIndex(
  { db, pool, shape }: Database,
  space: EmbeddingSpace,
  { from = INDEX_FROM }: { from?: number } = {},
): Promise<boolean> {
  if (shape === 'embedded' || space.dimensions > INDEX_DIMENSIONS) return false
  if (await hasVectorIndex(db, space)) return false
  if ((await countOrderVectors(db, space.id)) < from) return false
  const name = vectorIndexName(space)
  const client = await pool.connect()
  try {
    await client.query("set statement_timeout = 0; set maintenance_work_mem = '512MB'")
    // One that was cut short is in the way and answers nothing.
    await client.query(`drop index concurrently if exists ${name}`)
    await client.query(`
      create index concurrently ${name} on embeddings
      using hnsw ((vector::halfvec(${space.dimensions})) halfvec_ip_ops)
      where space_id = ${client.escapeLiteral(space.id)} and subject_kind = 'order'`)
    await client.query('analyze embeddings')
    return true
  } finally {
    // Not given back: its settings are those of a builder.
    client.release(true)
  }
}

export async function dropVectorIndex({ pool }: Database, space: Pick<EmbeddingSpace, 'id'>) {
  await pool.query(`drop index if exists ${vectorIndexName(space)}`)
}
