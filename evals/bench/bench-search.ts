import { performance } from 'node:perf_hooks'
import type { Article, Pack } from '../../db/packs/pack.ts'
import { createAsk } from '../../kb/answer/ask.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { normaliseVector } from '../../kb/embed/vector.ts'
import { buildArticleIndex } from '../../kb/search/article-index.ts'
import { processorMs } from './spent-time.ts'
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
  /** Whole offline answers: reading the question, the search, the judgement and the words. */
  answer: Timings
  /** Processor time of one of each: what the clock shows on a machine that does other work as well says little. */
  searchCpuMs: number
  answerCpuMs: number
}

async function time(run: (text: string) => Promise<unknown>, questions: readonly string[]) {
  const ask = (n: number) => run(questions[(n * 7) % questions.length] ?? '')
  for (let n = 0; n < 20; n += 1) await ask(n)
  const durations: number[] = []
  const used = processorMs()
  for (let n = 0; n < ROUNDS; n += 1) {
    const since = performance.now()
    await ask(n)
    durations.push(performance.now() - since)
  }
  const cpuMs = Math.round(((processorMs() - used) / ROUNDS) * 10) / 10
  return { timings: summarise(durations), cpuMs }
}

/** Times searches and offline answers among many articles, in this process. */
export async function benchSearch(pack: Pack, count: number): Promise<SearchBench> {
  const articles = makeArticles(pack.articles, count)
  const embedder = randomEmbedder()
  const before = performance.now()
  const index = await buildArticleIndex({ articles, embedder })
  const buildMs = Math.round(performance.now() - before)
  const questions = pack.articles.flatMap((article) => article.questions)
  const servicePoints = pack.service_points
  const ask = createAsk({ articles, servicePoints, pack, embedder, index })
  const at = new Date()
  const search = await time((text) => index.search({ text }), questions)
  const answer = await time((text) => ask({ text, at }), questions)
  return {
    articles: count,
    buildMs,
    search: search.timings,
    answer: answer.timings,
    searchCpuMs: search.cpuMs,
    answerCpuMs: answer.cpuMs,
  }
}
