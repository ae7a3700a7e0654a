import type { Db } from '../../db/client.ts'
import type { Article } from '../../db/packs/pack.ts'
import { type ArticleIndex, buildArticleIndex } from '../search/article-index.ts'
import { listPublishedArticles, publishedStamp } from './article-view.ts'

interface Generation<T> {
  stamp: string
  value: Promise<T>
}

/** How long whoever asks waits for a generation that is being made; then the one before it answers. */
const WAIT_MS = 1_500

export interface GenerationOptions<T> {
  db: Db
  make: (articles: Article[]) => Promise<T>
  /** Told when a generation could not be made; the one before it goes on. */
  onFailure?: (error: unknown) => void
  waitMs?: number
}

const pause = (ms: number) =>
  new Promise<null>((resolve) => {
    setTimeout(resolve, ms, null).unref()
  })

/**
 * Something made of all published articles, made anew after each publication, correction and withdrawal, whichever process did
 * it. It is exchanged as a whole: nobody ever meets half an article, and nobody waits long for the next generation, except
 * who says `newest`: work in the background that must see what was published before it.
 */
export function createGenerations<T>(
  options: GenerationOptions<T>,
): (patience?: 'short' | 'newest') => Promise<T> {
  const { db, make, onFailure = () => {}, waitMs = WAIT_MS } = options
  let current: Generation<T> | undefined
  let next: Generation<T> | undefined

  const start = (stamp: string): Generation<T> => {
    const made: Generation<T> = { stamp, value: listPublishedArticles(db).then(make) }
    made.value.then(
      () => {
        // A later one that was ready first is newer.
        if (next === made || current === undefined) current = made
        if (next === made) next = undefined
      },
      (error: unknown) => {
        if (next === made) next = undefined
        onFailure(error)
      },
    )
    return made
  }

  return async (patience = 'short') => {
    const stamp = await publishedStamp(db).catch((error: unknown) => {
      if (current === undefined) throw error
      return current.stamp
    })
    if (current?.stamp === stamp) return await current.value
    if (next?.stamp !== stamp) next = start(stamp)
    const { value } = next
    if (current === undefined || patience === 'newest') return await value
    const found = await Promise.race([
      value.then(
        (made) => ({ made }),
        () => null,
      ),
      pause(waitMs),
    ])
    return found === null ? await current.value : found.made
  }
}

/** The published articles and an index of their words. */
export type Published = () => Promise<{ articles: readonly Article[]; index: ArticleIndex }>

/** For the desk's own looks: hints, owners, what is near. No model is needed for it. */
export function createPublished(db: Db): Published {
  return createGenerations({
    db,
    make: async (articles) => {
      const index = await buildArticleIndex({ articles, embedder: null })
      return { articles, index }
    },
  })
}
