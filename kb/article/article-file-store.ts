import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'

export interface NewArticleFile {
  id: string
  uploaded_by: string
  client_file_id: string
  media_type: string
  bytes: number
  sha256: string
  name: string
  created_at: Date
}

export async function insertArticleFile(trx: Db, row: NewArticleFile): Promise<void> {
  await trx
    .insertInto('article_files')
    .values({ ...row, kept_at: row.created_at })
    .execute()
}

export interface Keeping {
  ids: readonly string[]
  by: string
  articleKey: string
  now: Date
}

/**
 * Marks files as named by a version that is being saved, and tells what is stored of them. Somebody else's upload is left out
 * unless a version of this article names it already. The mark is a change of the row: a sweep at the same moment lets it be.
 */
export async function keepFiles(trx: Db, { ids, by, articleKey, now }: Keeping) {
  if (ids.length === 0) return []
  return await trx
    .updateTable('article_files as f')
    .set({ kept_at: now })
    .where('f.id', 'in', [...ids])
    .where((eb) =>
      eb.or([
        eb('f.uploaded_by', '=', by),
        sql<boolean>`exists (select 1 from articles a where a.article_key = ${articleKey}
          and a.front->'attachments' @> jsonb_build_array(jsonb_build_object('id', f.id::text)))`,
      ]),
    )
    .returning(['f.id', 'f.name', 'f.media_type', 'f.bytes'])
    .execute()
}

/** Files that no version names, a day after they were uploaded or last saved; the caller removes them from the disk. */
export async function deleteUnnamedFiles(trx: Db, before: Date): Promise<string[]> {
  const rows = await trx
    .deleteFrom('article_files')
    .where('kept_at', '<', before)
    .where(
      sql<boolean>`id not in (select (named->>'id')::uuid from articles,
        jsonb_array_elements(front->'attachments') as named)`,
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
