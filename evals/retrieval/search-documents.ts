import type { Embedder } from '../../kb/embed/embedder.ts'
import { createArticleIndex } from '../../kb/search/article-index.ts'
import { lengthSlice } from '../cases/slices.ts'
import { type CaseResult, caseResult } from '../report/report-format.ts'
import { type RetrievalData, toArticle } from './documents.ts'

/** Deep enough that a mean reciprocal rank misses nothing that counts. */
const DEPTH = 100

export interface SearchOptions {
  embedder: Embedder | null
  /** Vectors that are made before the first question. */
  progress: (done: number, total: number) => void
  asked: () => void
}

/** Puts every question to the product's own search over the documents; the rank of the right one decides. */
export async function searchDocuments(
  { documents, questions }: RetrievalData,
  { embedder, progress, asked }: SearchOptions,
): Promise<CaseResult[]> {
  let failure: unknown = null
  const index = createArticleIndex({
    articles: documents.map(toArticle),
    embedder,
    progress,
    onFailure: (error) => {
      failure = error
    },
  })
  await index.ready
  // A search that silently went on without vectors would be measured under a wrong name.
  if (failure !== null) throw failure
  const results: CaseResult[] = []
  for (const question of questions) {
    const started = performance.now()
    const hits = await index.search({ text: question.text, limit: DEPTH })
    const at = hits.findIndex((hit) => hit.article.id === question.docid)
    const first = hits[0]?.article
    results.push(
      caseResult.parse({
        suite: 'retrieval',
        id: question.id,
        text: question.text,
        right: at === 0,
        rank: at < 0 ? null : at + 1,
        truth: question.docid,
        proposed: first?.id ?? '',
        reason: first ? `首条：${(first.title || first.body).slice(0, 120)}` : '没有结果',
        slices: { length: lengthSlice(question.text) },
        ms: Math.round((performance.now() - started) * 100) / 100,
      }),
    )
    asked()
  }
  return results
}
