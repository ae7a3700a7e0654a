import type { Article } from '../../db/packs/pack.ts'
import type { Embedder } from '../embed/embedder.ts'
import { normaliseText } from '../language/normalise.ts'
import type { Entry } from './article-entries.ts'
import { arePlain, matterTokens, scoreArticles, scoreDocuments } from './document-scores.ts'
import { type FusionInput, fuseScores, ranksByVector } from './fuse.ts'
import { indexWords, type LexicalIndex, queryTokens } from './lexical-index.ts'
import { type ArticleScores, scorePieces } from './piece-scores.ts'
import { runNow, runSliced } from './sliced.ts'
import { topRows } from './top-rows.ts'
import { createVectorScan, type VectorScan } from './vector-scan.ts'
import { fillVectors } from './vector-source.ts'

interface SearchQuery {
  text: string
  /** Words of the same meaning, added to the lexical side only. */
  synonyms?: readonly string[]
  /** The same question put otherwise, and its clauses: each counts half beside the whole, on the vector side only. */
  variants?: readonly string[]
  /** Articles to leave out, for example by date or place. */
  accept?: (article: Article) => boolean
  limit?: number
  /**
   * Ranked for somebody who reads the list. Without it the ranking is the one that the judge of answers was fitted on, which weighs each hit anew.
   */
  forReader?: boolean
  /** A question form that is not looked at: how the weights are fitted without asking an article its own words. */
  leaveOut?: string
}

export interface Hit {
  article: Article
  /** Fused score; only its order within one search means something. */
  score: number
  /** Cosine with the nearest question form or title, and with the nearest passage; null without vectors. */
  questionCosine: number | null
  passageCosine: number | null
  /** Mean cosine of the three nearest question forms. */
  formsCosine: number | null
  /** BM25 of the nearest question form, and of the whole article, as shares of the best article's. */
  formShare: number
  wholeShare: number
  /** Headings of its passages that fit the query best, best first. */
  headings: string[]
}

export interface ArticleIndex {
  articles: readonly Article[]
  /** Resolves when the vectors are there; until then, and where they fail, search is lexical. */
  ready: Promise<void>
  /** `lexical` without vectors; `degraded` while their endpoint is down: a visible note, not an error. */
  mode(): 'hybrid' | 'lexical' | 'degraded'
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

/** So many best articles by words have all their pieces compared exactly, whatever their signs say. */
const LEXICAL_SHORTLIST = 200

function bestRows(scores: Float32Array, words: LexicalIndex): number[] {
  return topRows(scores, LEXICAL_SHORTLIST).flatMap((article) => words.rowsOf(article))
}

const share = (values: Float32Array, i: number, max: number) =>
  max === 0 ? 0 : (values[i] ?? 0) / max
const largest = (values: Float32Array) => values.reduce((max, value) => Math.max(max, value), 0)

interface HitsFrom extends SearchQuery {
  fused: Float32Array
  headingsOf: (article: number) => string[]
}

function toHits(articles: readonly Article[], scores: ArticleScores, query: HitsFrom): Hit[] {
  const { accept = () => true, limit = 10, fused, headingsOf } = query
  const accepted = (i: number) => {
    const article = articles[i]
    return article !== undefined && accept(article)
  }
  const order = topRows(fused, limit, accepted)
  const form = largest(scores.form)
  const whole = largest(scores.whole)
  return order.flatMap((i): Hit[] => {
    const article = articles[i]
    if (!article) return []
    const { formCosine, passageCosine, formsCosine } = scores
    return [
      {
        article,
        score: fused[i] ?? 0,
        questionCosine: formCosine?.[i] ?? null,
        passageCosine: passageCosine?.[i] ?? null,
        formsCosine: formsCosine?.[i] ?? null,
        formShare: share(scores.form, i, form),
        wholeShare: share(scores.whole, i, whole),
        headings: headingsOf(i),
      },
    ]
  })
}

interface PieceValues {
  words: LexicalIndex
  pieces: Float32Array
  near: Float32Array | null
}

/** An article's passages by how well they fit, lexical scores scaled within the article. */
function bestHeadings(rows: number[], { words, pieces, near }: PieceValues): string[] {
  const passages = rows.filter((row) => words.entries[row]?.kind === 'passage')
  const max = Math.max(1e-6, ...passages.map((row) => pieces[row] ?? 0))
  const value = (row: number) => (pieces[row] ?? 0) / max + 4 * (near?.[row] ?? 0)
  const order = passages.sort((a, b) => value(b) - value(a))
  return [...new Set(order.map((row) => words.entries[row]?.heading ?? ''))]
}

/** The whole question and its best variant, half each: a clause alone may be about something else. */
function blendCosines([whole, ...variants]: Float32Array[]): Float32Array | null {
  if (!whole || variants.length === 0) return whole ?? null
  const blended = new Float32Array(whole.length)
  for (let row = 0; row < whole.length; row += 1) {
    const cosine = whole[row] as number
    let best = cosine
    for (const variant of variants) best = Math.max(best, variant[row] as number)
    blended[row] = (cosine + best) / 2
  }
  return blended
}

function openIndex(words: LexicalIndex, options: ArticleIndexOptions): ArticleIndex {
  const { articles, onFailure = () => {} } = options
  const embedder =
    options.embedder && ranksByVector(options.embedder.space) ? options.embedder : null
  const plain = arePlain(articles)
  let vectors: VectorScan | null = null
  let failing = false

  const fill = async (from: Embedder) => {
    const { stored, progress } = options
    const filled = await fillVectors({
      texts: words.entries.map((entry) => entry.text),
      embedder: from,
      ...(stored ? { stored } : {}),
      ...(progress ? { progress } : {}),
    })
    vectors = createVectorScan(filled)
  }
  const failed = (error: unknown) => {
    failing = true
    onFailure(error)
  }
  const ready = embedder ? fill(embedder).catch(failed) : Promise.resolve()

  const cosines = async (texts: readonly string[], also: number[]) => {
    if (!embedder || !vectors) return null
    try {
      const queries = await embedder.embed(texts, 'query')
      failing = false
      const scan = vectors.scan
      return blendCosines(queries.map((query) => scan(query, also)))
    } catch (error) {
      failed(error)
      return null
    }
  }

  return {
    articles,
    ready,
    mode: () => {
      if (failing) return 'degraded'
      return vectors === null ? 'lexical' : 'hybrid'
    },
    search: async (query) => {
      const { text, synonyms = [], variants = [], forReader = plain, leaveOut } = query
      const own = (forReader ? matterTokens : queryTokens)(normaliseText(text))
      const tokens = [...own, ...synonyms.flatMap(queryTokens)]
      const whole = words.wholes.score(tokens)
      const hidden = (entry: Entry) => entry.kind === 'question' && entry.text === leaveOut
      const pieces = words.pieces.score(tokens)
      const near = await cosines([text, ...variants], bestRows(whole, words))
      const scores = scorePieces(words, {
        whole,
        pieces,
        cosines: near,
        ...(leaveOut === undefined ? {} : { hidden }),
      })
      const headingsOf = (article: number) =>
        bestHeadings(words.rowsOf(article), { words, pieces, near })
      const kind = embedder?.space.kind ?? 'hash'
      const score = plain ? scoreDocuments : scoreArticles
      const fused = forReader
        ? score(words, { ...scores, tokens: own, cosines: near })
        : fuseScores({ ...scores, kind } satisfies FusionInput)
      return toHits(articles, scores, { ...query, fused, headingsOf })
    },
  }
}

/**
 * Hybrid search over articles (R11, R31): BM25 over character bigrams plus, where the embedder ranks well,
 * cosines with question forms and passages; pieces are grouped to their article. In memory and immutable: a
 * published article is in the next generation with its words and vectors together, or not at all.
 */
export function createArticleIndex(options: ArticleIndexOptions): ArticleIndex {
  return openIndex(runNow(indexWords(options.articles)), options)
}

/** The same, built beside a running server: never longer than some milliseconds at once. */
export async function buildArticleIndex(options: ArticleIndexOptions): Promise<ArticleIndex> {
  const index = openIndex(await runSliced(indexWords(options.articles)), options)
  await index.ready
  return index
}
