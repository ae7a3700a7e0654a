import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { ImportDefaults, ImportOutcome } from './import-articles.ts'
import type { SourceArticle } from './source-article.ts'

/** What one uploaded file gave. */
export interface UploadedFile {
  file: string
  articles: number
  /** Why it, or some of its rows, cannot be used; in Chinese, with the code where there is one. */
  problems: string[]
}

export interface NewUpload {
  by: string
  files: readonly UploadedFile[]
  sources: readonly SourceArticle[]
  defaults: ImportDefaults
  now: Date
}

export async function insertUpload(db: Db, upload: NewUpload): Promise<string> {
  const id = newId(upload.now.getTime())
  await db
    .insertInto('kb_imports')
    .values({
      id,
      created_by: upload.by,
      files: JSON.stringify(upload.files),
      sources: JSON.stringify(upload.sources),
      defaults: JSON.stringify(upload.defaults),
      created_at: upload.now,
    })
    .execute()
  return id
}

/** A claim that is older than this belongs to a process that is gone. */
const CLAIM_SECONDS = 120

/** Takes an upload for making its drafts; false where somebody is at it, or has done it. */
export async function claimUpload(db: Db, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('kb_imports')
    .set({ claimed_at: now })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where(
      sql<boolean>`(claimed_at is null or claimed_at < ${now}::timestamptz - make_interval(secs => ${CLAIM_SECONDS}))`,
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function releaseUpload(db: Db, id: string): Promise<void> {
  await db
    .updateTable('kb_imports')
    .set({ claimed_at: null })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute()
}

/** Keeps what came of it; the words themselves are in the drafts now. */
export async function finishUpload(
  db: Db,
  { id, outcomes, now }: { id: string; outcomes: readonly ImportOutcome[]; now: Date },
): Promise<void> {
  await db
    .updateTable('kb_imports')
    .set({ outcome: JSON.stringify(outcomes), done_at: now, sources: '[]' })
    .where('id', '=', id)
    .execute()
}

export async function deleteOldImports(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('kb_imports').where('created_at', '<', before).execute()
}
