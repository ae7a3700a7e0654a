import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'

export interface SpaceStatus {
  id: string
  kind: 'onnx' | 'hash' | 'openai'
  model: string
  dimensions: number
  orders: number
  passages: number
  lastAt: Date | null
}

/** What each embedding space holds: several stand side by side while one is rebuilt. */
export async function listSpaces(db: Db): Promise<SpaceStatus[]> {
  const rows = await db
    .selectFrom('embedding_spaces as s')
    .leftJoin('embeddings as e', 'e.space_id', 's.id')
    .select(['s.id', 's.kind', 's.model', 's.dimensions'])
    .select(({ fn }) => [
      fn.count<number>('e.subject_id').filterWhere('e.subject_kind', '=', 'order').as('orders'),
      fn.count<number>('e.subject_id').filterWhere('e.subject_kind', '=', 'passage').as('passages'),
      fn.max('e.created_at').as('lastAt'),
    ])
    .groupBy('s.id')
    .orderBy('s.created_at')
    .execute()
  return rows.map((row) => ({
    ...row,
    orders: Number(row.orders),
    passages: Number(row.passages),
  }))
}

/** What a complete space would hold. */
export async function countSubjects(db: Db): Promise<{ orders: number; passages: number }> {
  const { rows } = await sql<{ orders: number; passages: number }>`
    select (select count(*) from work_orders) as orders,
      (select count(*) from passages p join articles a on a.id = p.article_id where a.state = 'published') as passages`.execute(
    db,
  )
  return { orders: Number(rows[0]?.orders ?? 0), passages: Number(rows[0]?.passages ?? 0) }
}
