import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { canonicalJson } from '../../db/kernel/canonical-json.ts'
import { newId } from '../../db/kernel/ids.ts'
import { type ArticleContent, frontOf } from './article-content.ts'
import type { ArticleState } from './lifecycle.ts'
import { splitPassages } from './split-article.ts'

export interface NewVersion {
  articleKey: string
  content: ArticleContent
  writtenBy: string | null
  /** The published version that it corrects. */
  basedOn: number | null
  note: string
  gapId: string | null
  source?: { id: string; hash: string }
  now: Date
}

function stored(content: ArticleContent, key: string) {
  const front = frontOf(content, key)
  const { title, body, valid_from, valid_until } = content
  const hash = createHash('sha256')
    .update(canonicalJson({ ...front, body }))
    .digest('hex')
  return {
    title,
    body,
    front,
    content_hash: hash,
    valid_from: valid_from === '' ? null : valid_from,
    valid_until: valid_until === '' ? null : valid_until,
  }
}

/** Opens a draft as the article's next version. Two at once: the second meets `articles_one_open`. */
export async function insertDraft(trx: Db, wish: NewVersion): Promise<string> {
  const { articleKey, content, now } = wish
  const { version } = await trx
    .selectFrom('articles')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('article_key', '=', articleKey)
    .executeTakeFirstOrThrow()
  const id = newId(now.getTime())
  await trx
    .insertInto('articles')
    .values({
      id,
      article_key: articleKey,
      version: (version ?? 0) + 1,
      state: 'draft',
      ...stored(content, articleKey),
      written_by: wish.writtenBy,
      based_on: wish.basedOn,
      note: wish.note,
      gap_id: wish.gapId,
      source_id: wish.source?.id ?? null,
      source_hash: wish.source?.hash ?? null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

export interface DraftChange {
  id: string
  articleKey: string
  rowVersion: number
  content: ArticleContent
  note?: string
  writtenBy: string | null
  /** Said by an editor who has seen that another version came into force meanwhile. */
  basedOn?: number | null
  sourceHash?: string
  now: Date
}

/** False: somebody else has changed the draft since it was read. */
export async function updateDraft(trx: Db, change: DraftChange): Promise<boolean> {
  const { id, articleKey, rowVersion, content, now } = change
  const row = await trx
    .updateTable('articles')
    .set({
      ...stored(content, articleKey),
      written_by: change.writtenBy,
      row_version: rowVersion + 1,
      updated_at: now,
      ...(change.note === undefined ? {} : { note: change.note }),
      ...(change.basedOn === undefined ? {} : { based_on: change.basedOn }),
      ...(change.sourceHash === undefined ? {} : { source_hash: change.sourceHash }),
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .where('row_version', '=', rowVersion)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface StateChange {
  id: string
  from: readonly ArticleState[]
  to: ArticleState
  rowVersion: number
  note?: string
  now: Date
}

/** Moves a version on; false where it has been moved or changed meanwhile. */
export async function setArticleState(trx: Db, change: StateChange): Promise<boolean> {
  const { id, from, to, rowVersion, now, note } = change
  const row = await trx
    .updateTable('articles')
    .set({
      state: to,
      row_version: rowVersion + 1,
      updated_at: now,
      ...(note === undefined ? {} : { note }),
      ...(to === 'in_review' ? { submitted_at: now } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .where('row_version', '=', rowVersion)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface Publication {
  id: string
  articleKey: string
  body: string
  rowVersion: number
  approvedBy: string | null
  now: Date
}

/**
 * Puts a version into force: the one before it ends, its passages and vectors go and the new passages come, in the caller's
 * transaction. Whoever searches sees the old article or the new one. False where it has been changed meanwhile.
 */
export async function putIntoForce(trx: Db, wish: Publication): Promise<boolean> {
  const { id, articleKey, now } = wish
  await takeOutOfForce(trx, { articleKey, to: 'expired', now })
  // Never the same moment twice: what was read of the articles is kept until `published_at` moves on.
  const at = sql<Date>`greatest(${now}::timestamptz, (select max(published_at) + interval '1 millisecond' from articles))`
  const row = await trx
    .updateTable('articles')
    .set({
      state: 'published',
      published_at: at,
      approved_by: wish.approvedBy,
      row_version: wish.rowVersion + 1,
      updated_at: now,
    })
    .where('id', '=', id)
    .where('state', '=', 'in_review')
    .where('row_version', '=', wish.rowVersion)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return false
  const passages = splitPassages(wish.body).map(({ seq, heading, text }) => ({
    id: newId(now.getTime()),
    article_id: id,
    seq,
    heading,
    text,
  }))
  if (passages.length > 0) await trx.insertInto('passages').values(passages).execute()
  return true
}

/** Ends the version of an article that is in force: its words stay, what is searched of it goes. */
export async function takeOutOfForce(
  trx: Db,
  { articleKey, to, now }: { articleKey: string; to: 'expired' | 'withdrawn'; now: Date },
): Promise<void> {
  const old = await trx
    .updateTable('articles')
    .set((eb) => ({ state: to, updated_at: now, row_version: eb('row_version', '+', 1) }))
    .where('article_key', '=', articleKey)
    .where('state', '=', 'published')
    .returning('id')
    .execute()
  const ids = old.map(({ id }) => id)
  if (ids.length === 0) return
  await trx
    .deleteFrom('embeddings')
    .where('subject_kind', '=', 'passage')
    .where('subject_id', 'in', (eb) =>
      eb.selectFrom('passages').select('id').where('article_id', 'in', ids),
    )
    .execute()
  await trx.deleteFrom('passages').where('article_id', 'in', ids).execute()
}
