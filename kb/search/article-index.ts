import type { Article } from '../../db/packs/pack.ts'
import type { Embedder } from '../embed/embedder.ts'
import { cosine } from '../embed/vector.ts'
import { bigrams, unigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'
import { articleEntries, articleText, type Entry } from './article-entries.ts'
import { createBm25 } from './bm25.ts'
import { fuseScores, ranksByVector } from './fuse.ts'
import { fillVectors } from './vector-source.ts'

interface SearchQuery {
  text: string
  /** Words of the same meaning, added to the lexical side only. */
  synonyms?: readonly string[]
  /** Articles to leave out, for example by date or place. */
  accept?: (article: Article) => boolean
  limit?: number
}

export interface Hit {
  article: Article
  /** Fused score; only its order within one search means something. */
  score: number
  /** Cosine with the nearest question form or title, and with the nearest passage; null without vectors. */
  questionCosine: number | null
  passageCosine: number | null
}

export interface ArticleIndex {
  articles: readonly Article[]
  /** Resolves when the vectors are there; until then, and where they fail, search is lexical. */
  ready: Promise<void>
  search(query: SearchQuery): Promise<Hit[]>
}

export interface ArticleIndexOptions {
  articles: readonly Article[]
  embedder: Embedder | null
  stored?: ReadonlyMap<string, Float32Array>
  progress?: (done: number, total: number) => void
  /** Told when vectors fail; the search goes on without them. */
  onFailure?: (error: unknown) => void
}

/** Single characters only for a query of one bigram or none: for longer ones they measured worse. */
function queryTokens(text: string): string[] {
  const pairs = bigrams(text)
  return pairs.length > 1 ? pairs : [...pairs, ...unigrams(text)]
}

const documentTokens = (text: string) => {
  const plain = normaliseText(text)
  return [...bigrams(plain), ...unigrams(plain)]
}

/** The best value of each article's entries of one kind. */
function bestPerArticle(
  entries: readonly Entry[],
  values: Float32Array,
  pick: { size: number; kind?: Entry['kind'] },
): Float32Array {
  const best = new Float32Array(pick.size)
  entries.forEach((entry, i) => {
    if (pick.kind && entry.kind !== pick.kind) return
    const value = values[i] ?? 0
    if (value > (best[entry.article] ?? 0)) best[entry.article] = value
  })
  return best
}

/**
 * Hybrid search over articles (R11, R31): BM25 over character bigrams plus, where the embedder ranks well,
 * cosine; passages are grouped to their article. In memory: 0.25 ms a query at 1,000 articles, the query's
 * embedding apart.
 */
export function createArticleIndex(options: ArticleIndexOptions): ArticleIndex {
  const { articles, onFailure = () => {} } = options
  const embedder =
    options.embedder && ranksByVector(options.embedder.space) ? options.embedder : null
  const entries = articleEntries(articles)
  const passages = createBm25(entries.map((entry) => documentTokens(entry.text)))
  const wholes = createBm25(articles.map((article) => documentTokens(articleText(article))))
  const size = articles.length
  let vectors: Float32Array[] | null = null

  const fill = async (from: Embedder) => {
    const { stored, progress } = options
    vectors = await fillVectors({
      texts: entries.map((entry) => entry.text),
      embedder: from,
      ...(stored ? { stored } : {}),
      ...(progress ? { progress } : {}),
    })
  }
  const ready = embedder ? fill(embedder).catch(onFailure) : Promise.resolve()

  const cosines = async (text: string): Promise<Float32Array | null> => {
    if (!embedder || !vectors) return null
    try {
      const [query] = await embedder.embed([text], 'query')
      return query ? Float32Array.from(vectors, (vector) => cosine(query, vector)) : null
    } catch (error) {
      onFailure(error)
      return null
    }
  }

  return {
    articles,
    ready,
    search: async ({ text, synonyms = [], accept = () => true, limit = 10 }) => {
      const tokens = [...queryTokens(text), ...synonyms.flatMap(queryTokens)]
      const cos = await cosines(text)
      const question = cos && bestPerArticle(entries, cos, { size, kind: 'question' })
      const passage = cos && bestPerArticle(entries, cos, { size, kind: 'passage' })
      const fused = fuseScores({
        passage: bestPerArticle(entries, passages.score(tokens), { size }),
        whole: wholes.score(tokens),
        cosine: cos && bestPerArticle(entries, cos, { size }),
        kind: embedder?.space.kind ?? 'hash',
      })
      return articles
        .map(
          (article, i): Hit => ({
            article,
            score: fused[i] ?? 0,
            questionCosine: question?.[i] ?? null,
            passageCosine: passage?.[i] ?? null,
          }),
        )
        .filter((hit) => hit.score > 0 && accept(hit.article))
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
    },
  }
}
