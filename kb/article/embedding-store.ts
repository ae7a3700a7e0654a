import type { Db } from '../../db/client.ts'
import type { EmbeddingSpace } from '../embed/embedder.ts'
import { saveVectors } from '../embed/vector-store.ts'

export interface PassageVector {
  passageId: string
  contentHash: string
  vector: Float32Array
}

export interface PassageVectors {
  space: EmbeddingSpace
  vectors: readonly PassageVector[]
  now: Date
}

/** Stores vectors of passages; one that is there already is replaced. */
export async function savePassageVectors(trx: Db, wish: PassageVectors): Promise<void> {
  const vectors = wish.vectors.map(({ passageId, ...rest }) => ({ ...rest, subjectId: passageId }))
  await saveVectors(trx, { ...wish, kind: 'passage', vectors })
}
