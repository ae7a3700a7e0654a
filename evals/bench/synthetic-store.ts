import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { toSql } from 'pgvector'
import type { Database, Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import { requestTerms } from '../../dispatch/related/request-terms.ts'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'
import { registerSpace } from '../../kb/embed/vector-store.ts'
import type { SyntheticOrder } from './synthetic-orders.ts'

const CHUNK = 500

async function insertStaff(db: Db, now: Date): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('staff_users')
    .values({
      id,
      login: 'bench',
      display_name: 'bench',
      password_hash: '',
      roles: ['dispatcher'],
      created_at: now,
    })
    .execute()
  return id
}

interface Made {
  order: SyntheticOrder
  requestId: string
  orderId: string
  no: number
}

async function insertChunk(db: Db, made: readonly Made[], by: string): Promise<void> {
  await db
    .insertInto('service_requests')
    .values(
      made.map(({ order, requestId, no }) => ({
        id: requestId,
        request_no: `B${no}`,
        query_code_index: Buffer.alloc(0),
        query_code_ct: Buffer.alloc(0),
        channel: 'chat',
        title: order.text.slice(0, 20),
        description: order.text,
        elements: JSON.stringify({ address: order.address }),
        received_at: order.receivedAt,
        registered_at: order.receivedAt,
      })),
    )
    .execute()
  await db
    .insertInto('work_orders')
    .values(
      made.map(({ order, requestId, orderId, no }) => ({
        id: orderId,
        order_no: `BG${no}`,
        request_id: requestId,
        status: 'closed' as const,
        service_code: order.serviceCode,
        district: order.district,
        subdistrict: order.subdistrict,
        lead_unit: order.lead.code,
        received_at: order.receivedAt,
        dispatch_due_at: order.receivedAt,
        dispatched_at: order.receivedAt,
        due_at: order.receivedAt,
        dispatched_by: by,
      })),
    )
    .execute()
  await db
    .insertInto('request_index')
    .values(
      made.map(({ order, requestId, orderId }) => ({
        request_id: requestId,
        order_id: orderId,
        terms: requestTerms(order.text, order.address),
        district: order.district,
        subdistrict: order.subdistrict,
        received_at: order.receivedAt,
        service_code: order.serviceCode,
        lead_unit: order.lead.code,
        unit_level: order.lead.level,
        decided_at: order.receivedAt,
      })),
    )
    .execute()
}

/** Writes confirmed orders with their index rows; returns their ids in the given order. */
export async function insertSyntheticOrders(
  { db }: Database,
  orders: readonly SyntheticOrder[],
  now: Date,
): Promise<string[]> {
  const by = await insertStaff(db, now)
  const made = orders.map((order, no): Made => {
    const at = order.receivedAt.getTime()
    return { order, no, requestId: newId(at), orderId: newId(at) }
  })
  for (let i = 0; i < made.length; i += CHUNK) await insertChunk(db, made.slice(i, i + CHUNK), by)
  return made.map(({ orderId }) => orderId)
}

/** How much of the second sentence is in an order's vector: as much as keeps orders of one sentence apart. */
const MIX = [0.85, 0.35] as const

/**
 * Vectors of the orders: each the mixture of its two sentences' vectors, made inside the database, because sending
 * 100,000 of them as text takes minutes.
 */
export async function insertSyntheticVectors(
  { pool, db }: Database,
  given: {
    space: EmbeddingSpace
    examples: readonly Float32Array[]
    orders: readonly SyntheticOrder[]
    orderIds: readonly string[]
    now: Date
  },
): Promise<void> {
  const { space, examples, orders, orderIds, now } = given
  await registerSpace(db, space, now)
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('create temp table bench_examples (n integer primary key, v vector)')
    for (let i = 0; i < examples.length; i += CHUNK) {
      const part = examples.slice(i, i + CHUNK)
      await client.query(
        'insert into bench_examples select * from unnest($1::int[], $2::vector[])',
        [part.map((_, k) => i + k), part.map((vector) => toSql(Array.from(vector)))],
      )
    }
    const scale = (factor: number) => toSql(Array.from({ length: space.dimensions }, () => factor))
    await client.query(
      `insert into embeddings (space_id, subject_kind, subject_id, content_hash, vector, created_at)
       select $1, 'order', o.id, '', l2_normalize(a.v * $5::vector + b.v * $6::vector), $7
       from unnest($2::uuid[], $3::int[], $4::int[]) as o (id, x, y)
       join bench_examples a on a.n = o.x join bench_examples b on b.n = o.y`,
      [
        space.id,
        orderIds,
        orders.map(({ from }) => from[0]),
        orders.map(({ from }) => from[1]),
        scale(MIX[0]),
        scale(MIX[1]),
        now,
      ],
    )
  } finally {
    client.release(true)
  }
}

/** Statistics and a clean visibility map, as autovacuum would leave them. */
export async function settle({ pool }: Database): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    for (const table of ['service_requests', 'work_orders', 'request_index', 'embeddings']) {
      await client.query(`vacuum analyze ${table}`)
    }
  } finally {
    client.release(true)
  }
}

/** Sizes in MiB of what the search needs. */
export async function relationSizes(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; mib: number }>`
    select relname as name, round(pg_relation_size(oid) / 1048576.0)::int as mib from pg_class
    where relname in ('embeddings', 'request_index', 'request_index_terms') or relname like 'embeddings_near_%'
    order by 1`.execute(db)
  return Object.fromEntries(rows.map(({ name, mib }) => [name, mib]))
}
