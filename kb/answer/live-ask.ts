import type { Db } from '../../db/client.ts'
import type { Article } from '../../db/packs/pack.ts'
import { loadPassageVectors } from '../article/article-view.ts'
import { createGenerations } from '../article/published.ts'
import type { Embedder } from '../embed/embedder.ts'
import {
  type ArticleIndex,
  buildArticleIndex,
  createArticleIndex,
} from '../search/article-index.ts'
import { vectorKey } from '../search/vector-source.ts'
import { type AskOptions, createAsk } from './ask.ts'
import type { Ask } from './ask-result.ts'

export interface LiveAsk {
  /** Answers from what is published now. */
  ask: Ask
  /** The index that it answers from. */
  index(): Promise<ArticleIndex>
  /** The same answers as if this article were published in the place of its version in force. */
  askWith(draft: Article): Promise<Ask>
}

export type LiveAskOptions = Omit<AskOptions, 'articles' | 'stored' | 'index' | 'progress'> & {
  db: Db
}

/** Every vector of a text that was embedded once, so that the next generation embeds only what is new. */
function keepVectors(embedder: Embedder, kept: Map<string, Float32Array>): Embedder {
  return {
    space: embedder.space,
    close: () => embedder.close(),
    embed: async (texts, role) => {
      const vectors = await embedder.embed(texts, role)
      if (role === 'passage') {
        texts.forEach((text, i) => {
          const vector = vectors[i]
          if (vector) kept.set(vectorKey(text), vector)
        })
      }
      return vectors
    },
  }
}

/**
 * The answers of a running hotline: whatever any process publishes, corrects or withdraws is in the next generation, with its
 * words and its vectors together (R11, R31).
 */
export function createLiveAsk(options: LiveAskOptions): LiveAsk {
  const { db, onFailure } = options
  const kept = new Map<string, Float32Array>()
  const embedder = options.embedder && keepVectors(options.embedder, kept)
  let started = false

  const load = async () => {
    const stored = embedder ? await loadPassageVectors(db, embedder.space.id) : new Map()
    return new Map<string, Float32Array>([...stored, ...kept])
  }
  const over = (articles: readonly Article[], index: ArticleIndex) => {
    return createAsk({ ...options, articles, embedder, index })
  }
  const build = async (articles: readonly Article[]) => {
    const stored = await load()
    const failure = onFailure ? { onFailure } : {}
    return await buildArticleIndex({ articles, embedder, stored, ...failure })
  }
  // The first one answers by words at once, and by meaning when its vectors are there: a start waits for nothing.
  const first = async (articles: readonly Article[]) => {
    const stored = await load()
    const failure = onFailure ? { onFailure } : {}
    return createArticleIndex({ articles, embedder, stored, ...failure })
  }
  const generation = createGenerations({
    db,
    make: async (articles) => {
      const index = started ? await build(articles) : await first(articles)
      started = true
      return { articles, index, ask: over(articles, index) }
    },
    ...(onFailure ? { onFailure } : {}),
  })
  return {
    ask: async (input) => (await generation()).ask(input),
    index: async () => (await generation()).index,
    askWith: async (draft) => {
      const { articles } = await generation()
      const others = articles.filter(({ id }) => id !== draft.id)
      const all = [...others, { ...draft, state: 'published' as const }]
      return over(all, await build(all))
    },
  }
}
