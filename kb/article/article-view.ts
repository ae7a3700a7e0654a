import { fromSql } from 'pgvector'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { type Article, articleFront } from '../../db/packs/pack.ts'
import { articleFile } from './article-content.ts'

const publishedFront = articleFront.extend({ attachments: z.array(articleFile).optional() })

/** Every published article, as the search and the answers need it. Validity by date is decided when asked. */
export async function listPublishedArticles(db: Db): Promise<Article[]> {
  const rows = await db
    .selectFrom('articles')
    .select(['front', 'body', 'version', 'state'])
    .where('state', '=', 'published')
    .orderBy('article_key')
    .execute()
  return rows.map(({ front, body, version, state }) => ({
    ...publishedFront.parse(front),
    version,
    state,
    body,
  }))
}

/** When each article's version in force was published, by its key. */
export async function listPublicationTimes(db: Db): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('articles')
    .select(['article_key', 'published_at'])
    .where('state', '=', 'published')
    .execute()
  return new Map(
    rows.flatMap(({ article_key, published_at }) =>
      published_at ? [[article_key, published_at] as const] : [],
    ),
  )
}

/** Changes with every publication, correction and withdrawal: what was read before it may be kept until then. */
export async function publishedStamp(db: Db): Promise<string> {
  const row = await db
    .selectFrom('articles')
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.max('published_at').as('last')])
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  return `${row.count}-${row.last?.getTime() ?? 0}`
}

export interface StoredPassage {
  id: string
  title: string
  heading: string
  text: string
}

/** The passages of one article version, in order; empty when it is no longer published. */
export function findPublishedPassages(db: Db, articleId: string): Promise<StoredPassage[]> {
  return db
    .selectFrom('passages')
    .innerJoin('articles', 'articles.id', 'passages.article_id')
    .select(['passages.id', 'articles.title', 'passages.heading', 'passages.text'])
    .where('articles.id', '=', articleId)
    .where('articles.state', '=', 'published')
    .orderBy('passages.seq')
    .execute()
}

/** Published articles that have a passage without a vector in a space. */
export async function findArticlesWithoutVectors(db: Db, spaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('articles')
    .innerJoin('passages', 'passages.article_id', 'articles.id')
    .leftJoin('embeddings', (join) =>
      join
        .onRef('embeddings.subject_id', '=', 'passages.id')
        .on('embeddings.subject_kind', '=', 'passage')
        .on('embeddings.space_id', '=', spaceId),
    )
    .select('articles.id')
    .distinct()
    .where('articles.state', '=', 'published')
    .where('embeddings.subject_id', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/** The stored vectors of published passages in one space, by the key of the text they stand for. */
export async function loadPassageVectors(
  db: Db,
  spaceId: string,
): Promise<Map<string, Float32Array>> {
  const rows = await db
    .selectFrom('embeddings')
    .innerJoin('passages', 'passages.id', 'embeddings.subject_id')
    .innerJoin('articles', 'articles.id', 'passages.article_id')
    .select(['embeddings.content_hash', 'embeddings.vector'])
    .where('embeddings.space_id', '=', spaceId)
    .where('embeddings.subject_kind', '=', 'passage')
    .where('articles.state', '=', 'published')
    .execute()
  return new Map(
    rows.map((row) => [row.content_hash, Float32Array.from(fromSql(row.vector) ?? [])]),
  )
}
