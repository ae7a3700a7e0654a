import type { Article } from '../../db/packs/pack.ts'
import { passageText, splitPassages } from '../article/split-article.ts'
import type { ArticleIndex } from './article-index.ts'

/** How relevant each text is to the question, in their order; null where nobody can say. */
export type Rerank = (question: string, texts: readonly string[]) => Promise<number[] | null>

/** So many are shown: what is right stands among them nearly always, and a cross-encoder answers in time. */
const SHOWN = 8

interface Found {
  article: Article
  headings: readonly string[]
}

/** The passage that fits best, with its article's title. */
function shownText({ article, headings: [heading] }: Found): string {
  const passages = splitPassages(article.body)
  const best = passages.find((passage) => passage.heading === heading) ?? passages[0]
  return best ? passageText(article, best) : article.title
}

/**
 * Puts the first of what was found in the order of their relevance to the question. It can add nothing and take nothing away; where
 * the endpoint has no opinion the order stays.
 */
export async function rerankFirst<T extends Found>(
  found: readonly T[],
  question: string,
  rerank: Rerank,
): Promise<T[]> {
  const first = found.slice(0, SHOWN)
  if (first.length < 2) return [...found]
  const relevance = await rerank(question, first.map(shownText))
  if (relevance === null) return [...found]
  const order = [...first.keys()].sort((a, b) => (relevance[b] ?? 0) - (relevance[a] ?? 0))
  return [...order.map((at) => first[at] as T), ...found.slice(SHOWN)]
}

/** An index whose lists for readers are put in order by the endpoint; what answers are judged by stays as it was fitted. */
export function withRerank(index: ArticleIndex, rerank: Rerank | null): ArticleIndex {
  if (rerank === null) return index
  const search: ArticleIndex['search'] = async (query) => {
    if (!query.forReader) return index.search(query)
    const { limit = 10, text } = query
    const hits = await index.search({ ...query, limit: Math.max(limit, SHOWN) })
    return (await rerankFirst(hits, text, rerank)).slice(0, limit)
  }
  return { ...index, search }
}
