import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Embedder, EmbeddingSpace } from '../embed/embedder.ts'
import { vectorKey } from '../embed/vector.ts'
import { ranksByVector } from '../search/fuse.ts'
import { findArticlesWithoutVectors, findPublishedPassages } from './article-view.ts'
import { type PassageVector, savePassageVectors } from './embedding-store.ts'
import { passageText } from './split-article.ts'

export const EMBED_PASSAGES = 'kb.embed-passages'

export interface EmbedPassagesDeps {
  db: Db
  embedder: Embedder | null
  clock: Clock
}

/**
 * Stores the vectors of one article's passages, outside any chat and outside the publishing transaction; until
 * it has run, search finds the article by its words. Does nothing for an article that is no longer published.
 */
export function createEmbedPassagesJob({ db, embedder, clock }: EmbedPassagesDeps) {
  return defineJob({
    name: EMBED_PASSAGES,
    payload: z.object({ articleId: z.string() }),
    prepare: async ({ articleId }): Promise<PassageVector[]> => {
      if (!embedder || !ranksByVector(embedder.space)) return []
      const passages = await findPublishedPassages(db, articleId)
      const texts = passages.map((passage) => passageText(passage, passage))
      const vectors = await embedder.embed(texts, 'passage')
      return passages.flatMap(({ id }, i) => {
        const vector = vectors[i]
        return vector ? [{ passageId: id, contentHash: vectorKey(texts[i] ?? ''), vector }] : []
      })
    },
    apply: async (trx, _payload, vectors) => {
      if (embedder)
        await savePassageVectors(trx, { space: embedder.space, vectors, now: clock.now() })
    },
  })
}

/** Jobs are done in order of their time: whatever a citizen waits for must not stand behind a thousand of these. */
const APART_MS = 250

/**
 * Promises vectors for every published article that has none in this space: after an import, and after a change
 * of model. Returns how many jobs are new.
 */
export async function queuePassageEmbeddings(
  trx: Db,
  wish: { space: EmbeddingSpace; now: Date },
): Promise<number> {
  if (!ranksByVector(wish.space)) return 0
  let queued = 0
  for (const articleId of await findArticlesWithoutVectors(trx, wish.space.id)) {
    const id = await enqueueJob(trx, {
      name: EMBED_PASSAGES,
      payload: { articleId },
      now: wish.now,
      runAt: new Date(wish.now.getTime() + queued * APART_MS),
      uniqueKey: `${EMBED_PASSAGES}:${wish.space.id}:${articleId}`,
    })
    if (id !== null) queued += 1
  }
  return queued
}
