import { performance } from 'node:perf_hooks'
import type { Article } from '../../db/packs/pack.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { normaliseVector } from '../../kb/embed/vector.ts'
import { buildArticleIndex } from '../../kb/search/article-index.ts'
import { summarise, type Timings } from './timings.ts'

const DIMENSIONS = 512
const ROUNDS = 300

/** Repeatable numbers: the same bench is the same work. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Vectors that cost no model: what is timed is the search, the query's embedding apart. */
function randomEmbedder(): Embedder {
  const random = createRandom(11)
  const vector = () =>
    normaliseVector(Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5))
  return {
    space: { id: 'bench', kind: 'onnx', model: 'bench', dimensions: DIMENSIONS },
    embed: async (texts) => texts.map(vector),
    close: async () => {},
  }
}

/** So many articles out of the pack's: each takes its sections from several, so that no two are the same. */
export function makeArticles(from: readonly Article[], count: number): Article[] {
  const random = createRandom(3)
  const pick = () => from[Math.floor(random() * from.length)]
  return Array.from({ length: count }, (_, n): Article => {
    const base = from[n % from.length] as Article
    const bodies = [base, pick(), pick()].map((article) => (article?.body ?? '').slice(0, 700))
    return {
      ...base,
      id: `${base.id}-${n}`,
      questions: base.questions.slice(0, 4),
      body: bodies.join('\n'),
    }
  })
}

export interface SearchBench {
  articles: number
  buildMs: number
  search: Timings
}

/** Times searches among many articles; words, vectors, grouping and fusion, in this process. */
export async function benchSearch(from: readonly Article[], count: number): Promise<SearchBench> {
  const articles = makeArticles(from, count)
  const before = performance.now()
  const index = await buildArticleIndex({ articles, embedder: randomEmbedder() })
  const buildMs = Math.round(performance.now() - before)
  const questions = from.flatMap((article) => article.questions)
  const ask = (n: number) => index.search({ text: questions[(n * 7) % questions.length] ?? '' })
  for (let n = 0; n < 20; n += 1) await ask(n)
  const durations: number[] = []
  for (let n = 0; n < ROUNDS; n += 1) {
    const since = performance.now()
    await ask(n)
    durations.push(performance.now() - since)
  }
  return { articles: count, buildMs, search: summarise(durations) }
}
