import { toSql } from 'pgvector'
import type { Db } from '../../db/client.ts'
import type { EmbeddingSpace } from './embedder.ts'

/** Names the model before its first vector: a vector without its space means nothing. */
export async function registerSpace(trx: Db, space: EmbeddingSpace, now: Date): Promise<void> {
  const { id, kind, model, dimensions } = space
  await trx
    .insertInto('embedding_spaces')
    .values({ id, kind, model, dimensions, created_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export interface SubjectVector {
  subjectId: string
  /** Of the embedded text: a later change of it shows. */
  contentHash: string
  vector: Float32Array
}

export interface SubjectVectors {
  space: EmbeddingSpace
  kind: 'passage' | 'order'
  vectors: readonly SubjectVector[]
  now: Date
}

/** Stores vectors of one kind of subject; one that is there already is replaced. */
export async function saveVectors(trx: Db, wish: SubjectVectors): Promise<void> {
  if (wish.vectors.length === 0) return
  await registerSpace(trx, wish.space, wish.now)
  await trx
    .insertInto('embeddings')
    .values(
      wish.vectors.map(({ subjectId, contentHash, vector }) => ({
        space_id: wish.space.id,
        subject_kind: wish.kind,
        subject_id: subjectId,
        content_hash: contentHash,
        vector: toSql(Array.from(vector)),
        created_at: wish.now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['space_id', 'subject_kind', 'subject_id']).doUpdateSet((row) => ({
        content_hash: row.ref('excluded.content_hash'),
        vector: row.ref('excluded.vector'),
        created_at: row.ref('excluded.created_at'),
      })),
    )
    .execute()
}

/** Forgets a space with all its vectors; returns whether there was one. */
export async function deleteSpace(trx: Db, spaceId: string): Promise<boolean> {
  await trx.deleteFrom('embeddings').where('space_id', '=', spaceId).execute()
  const { numDeletedRows } = await trx
    .deleteFrom('embedding_spaces')
    .where('id', '=', spaceId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
