import type { ArticleIndex } from '../../kb/search/article-index.ts'
import type { FindArticles } from './understand-call.ts'

const EXCERPT = 120

/** Article suggestions for an operator: titles to read from while talking, found by words and meaning (R11, R31). */
export function createFindArticles(
  findIndex: () => Promise<Pick<ArticleIndex, 'search'>>,
): FindArticles {
  return async (text, limit) => {
    if (text.trim() === '') return []
    const index = await findIndex()
    const hits = await index.search({ text, limit, forReader: true })
    return hits.map(({ article }) => ({
      key: article.id,
      title: article.title,
      source: article.source.issuer || article.owner,
      excerpt: excerptOf(article.body),
    }))
  }
}

function excerptOf(body: string): string {
  const plain = body
    .replace(/[#*_>`|]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > EXCERPT ? `${plain.slice(0, EXCERPT)}…` : plain
}
