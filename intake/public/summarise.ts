import type { Article } from '../../db/packs/pack.ts'

/** What a list of articles says of one, for other sites. */
export function summarise(article: Article, origin: string) {
  const { id, title, owner, source, valid_from, valid_until, verify_before, version } = article
  const from = [source.title, source.issuer, source.date].filter((part) => part !== '').join('，')
  const url = `${origin}/kb/articles/${id}`
  return { id, title, owner, source: from, valid_from, valid_until, verify_before, version, url }
}
