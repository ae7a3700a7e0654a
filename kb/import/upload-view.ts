import type { Db } from '../../db/client.ts'
import type { ImportDefaults, ImportOutcome } from './import-articles.ts'
import type { SourceArticle } from './source-article.ts'
import type { UploadedFile } from './upload-store.ts'

export interface Upload {
  id: string
  files: UploadedFile[]
  sources: SourceArticle[]
  defaults: ImportDefaults
  outcome: ImportOutcome[] | null
  doneAt: Date | null
}

/** One upload of one person; written by this program only, so its JSON is what its types say. */
export async function findUpload(db: Db, id: string, by: string): Promise<Upload | null> {
  const row = await db
    .selectFrom('kb_imports')
    .select(['id', 'files', 'sources', 'defaults', 'outcome', 'done_at'])
    .where('id', '=', id)
    .where('created_by', '=', by)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    files: row.files as UploadedFile[],
    sources: row.sources as SourceArticle[],
    defaults: row.defaults as ImportDefaults,
    outcome: row.outcome as ImportOutcome[] | null,
    doneAt: row.done_at,
  }
}
