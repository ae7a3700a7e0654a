import type { Db } from '../../db/client.ts'
import type { Article } from '../../db/packs/pack.ts'
import { loadPassageVectors } from '../article/article-view.ts'
import { createGenerations } from '../article/published.ts'
import type { Embedder } from '../embed/embedder.ts'
import { type KeptEmbedder, keepVectors } from '../embed/kept-vectors.ts'
import {
  type ArticleIndex,
  buildArticleIndex,
  createArticleIndex,
} from '../search/article-index.ts'
import { withRerank } from '../search/rerank.ts'
import { type AskOptions, createAsk } from './ask.ts'
import type { Ask } from './ask-result.ts'

export interface LiveAsk {
  /** Answers from what is published now. */
  ask: Ask
  /** Resolves when answers come from everything that is published by now. */
  caughtUp(): Promise<void>
  /** The index that it answers from. */
  index(): Promise<ArticleIndex>
  /** Resolves when the vectors are there, or cannot be had; before that, answers come from words alone. */
  vectorsReady: Promise<void>
  /** The embedder that asks its model once for each published text. */
  embedder(): Promise<Embedder | null>
  /** The same answers as if this article were published in the place of its version in force. */
  askWith(draft: Article): Promise<Ask>
}

export type LiveAskOptions = Omit<AskOptions, 'articles' | 'stored' | 'index' | 'progress'> & {
  db: Db
  /** Where the vectors of published texts are kept between starts. */
  cacheDir?: string
}

/**
 * The answers of a running hotline: whatever any process publishes, corrects or withdraws is in the next generation, with its
 * words and its vectors together (R11, R31).
 */
export function createLiveAsk(options: LiveAskOptions): LiveAsk {
  const { db, onFailure, cacheDir = null } = options
  const opened = options.embedder ? keepVectors(options.embedder, cacheDir) : Promise.resolve(null)
  let started = false
  let tellReady = () => {}
  const vectorsReady = new Promise<void>((resolve) => {
    tellReady = resolve
  })

  /** A new container beside a database that has vectors takes them from there. */
  const open = async (): Promise<KeptEmbedder | null> => {
    const embedder = await opened
    if (embedder?.kept() === 0) embedder.adopt(await loadPassageVectors(db, embedder.space.id))
    return embedder
  }
  const failure = onFailure ? { onFailure } : {}
  const build = async (articles: readonly Article[]) =>
    await buildArticleIndex({ articles, embedder: await open(), ...failure })
  // The first one answers by words at once, and by meaning when its vectors are there: a start waits for nothing.
  const first = async (articles: readonly Article[]) => {
    const index = createArticleIndex({ articles, embedder: await open(), ...failure })
    void index.ready.then(tellReady)
    return index
  }
  const over = (articles: readonly Article[], index: ArticleIndex) =>
    createAsk({ ...options, articles, index })
  const generation = createGenerations({
    db,
    make: async (articles) => {
      const index = started ? await build(articles) : await first(articles)
      started = true
      const ask = over(articles, index)
      return { articles, index: withRerank(index, options.rerank ?? null), ask }
    },
    ...failure,
  })
  return {
    ask: async (input) => (await generation()).ask(input),
    caughtUp: async () => void (await generation('newest')),
    index: async () => (await generation()).index,
    vectorsReady,
    embedder: () => opened,
    askWith: async (draft) => {
      const { articles } = await generation()
      const others = articles.filter(({ id }) => id !== draft.id)
      const all = [...others, { ...draft, state: 'published' as const }]
      return over(all, await build(all))
    },
  }
}
