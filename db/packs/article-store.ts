import { sql } from 'kysely'
import type { Db } from '../client.ts'
import { newId } from '../kernel/ids.ts'
import { hashRows } from './hash-pack.ts'
import type { Article } from './pack.ts'

/** How an article's body is cut into the pieces that are searched. */
export type SplitArticle = (body: string) => { heading: string; text: string }[]

export interface ArticleImport {
  packCode: string
  articles: Article[]
  now: Date
  split: SplitArticle
}

/**
 * Publishes the pack's articles: a changed one becomes a new version and the old one expires; one that the pack no
 * longer has is withdrawn. Articles that staff wrote (no `pack` in their front matter) are left alone.
 */
export async function publishArticles(trx: Db, wish: ArticleImport): Promise<void> {
  const published = wish.articles.filter(({ state }) => state === 'published')
  const wanted = new Map(published.map((article) => [article.id, hashRows(article)]))
  const current = await findPublished(trx, wish.packCode)
  const gone = [...current.keys()].filter((key) => !wanted.has(key))
  const corrected = await findCorrected(trx, wish)
  const changed = published.filter(
    ({ id }) => current.get(id) !== wanted.get(id) && !corrected.has(id),
  )
  await setState(trx, gone, 'withdrawn')
  await setState(
    trx,
    changed.map(({ id }) => id),
    'expired',
  )
  const versions = await findVersions(trx, changed)
  for (const article of changed) {
    const version = Math.max(article.version, (versions.get(article.id) ?? 0) + 1)
    await insertArticle(trx, { article, version, ...wish })
  }
}

async function findPublished(trx: Db, packCode: string): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('articles')
    .select(['article_key', 'content_hash'])
    .where('state', '=', 'published')
    .where(sql<string>`front->>'pack'`, '=', packCode)
    .execute()
  return new Map(rows.map((row) => [row.article_key, row.content_hash]))
}

/** Articles that the city's own desk has corrected: what a person approved here is not undone by a file. */
async function findCorrected(trx: Db, { articles }: ArticleImport): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('articles')
    .select('article_key')
    .where('state', '=', 'published')
    .where('approved_by', 'is not', null)
    .where('article_key', '=', sql<string>`any(${articles.map(({ id }) => id)}::text[])`)
    .execute()
  return new Set(rows.map((row) => row.article_key))
}

async function findVersions(trx: Db, articles: Article[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('articles')
    .select((max) => ['article_key', max.fn.max('version').as('version')])
    .where('article_key', '=', sql<string>`any(${articles.map(({ id }) => id)}::text[])`)
    .groupBy('article_key')
    .execute()
  return new Map(rows.map((row) => [row.article_key, row.version]))
}

async function setState(trx: Db, keys: string[], state: 'expired' | 'withdrawn'): Promise<void> {
  await trx
    .updateTable('articles')
    .set({ state })
    .where('state', '=', 'published')
    .where('article_key', '=', sql<string>`any(${keys}::text[])`)
    .execute()
}

async function insertArticle(
  trx: Db,
  { article, version, packCode, now, split }: ArticleImport & { article: Article; version: number },
): Promise<void> {
  const { body, ...front } = article
  const id = newId(now.getTime())
  await trx
    .insertInto('articles')
    .values({
      id,
      article_key: article.id,
      version,
      state: 'published',
      title: article.title,
      body,
      front: { ...front, pack: packCode },
      content_hash: hashRows(article),
      valid_from: dayOrNull(article.valid_from),
      valid_until: dayOrNull(article.valid_until),
      published_at: now,
      created_at: now,
    })
    .execute()
  const passages = split(body)
  if (passages.length === 0) return
  await trx
    .insertInto('passages')
    .values(
      passages.map(({ heading, text }, seq) => ({
        id: newId(now.getTime()),
        article_id: id,
        seq,
        heading,
        text,
      })),
    )
    .execute()
}

function dayOrNull(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null
}

/** One piece for each heading. A caller that knows the language cuts finer. */
export function splitByHeading(body: string): { heading: string; text: string }[] {
  return body
    .split(/^(?=#{1,6} )/m)
    .map((part) => {
      const heading = /^#{1,6} +(.*)/.exec(part)?.[1] ?? ''
      return { heading: heading.trim(), text: part.replace(/^#{1,6} .*\n?/, '').trim() }
    })
    .filter(({ text }) => text !== '')
}
