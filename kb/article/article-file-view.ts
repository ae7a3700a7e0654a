import type { Db } from '../../db/client.ts'

const columns = ['id', 'name', 'media_type', 'bytes'] as const

export async function findArticleFile(db: Db, id: string) {
  return (
    (await db
      .selectFrom('article_files')
      .select(columns)
      .where('id', '=', id)
      .executeTakeFirst()) ?? null
  )
}

/** The upload that the same client id has already made: a second try after a lost answer stores nothing twice. */
export async function findUploadedFile(db: Db, uploadedBy: string, clientFileId: string) {
  const row = await db
    .selectFrom('article_files')
    .select(columns)
    .where('uploaded_by', '=', uploadedBy)
    .where('client_file_id', '=', clientFileId)
    .executeTakeFirst()
  return row ?? null
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Those of these ids that no file has; names that are no id are left alone. */
export async function listUnknownFiles(db: Db, ids: readonly string[]): Promise<string[]> {
  const asked = ids.filter((id) => uuid.test(id))
  if (asked.length === 0) return []
  const rows = await db.selectFrom('article_files').select('id').where('id', 'in', asked).execute()
  const known = new Set(rows.map(({ id }) => id))
  return asked.filter((id) => !known.has(id))
}
