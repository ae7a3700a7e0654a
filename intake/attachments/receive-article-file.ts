import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import { insertArticleFile } from '../../kb/article/article-file-store.ts'
import { findUploadedFile } from '../../kb/article/article-file-view.ts'
import { type SniffedType, sniffArticleType } from './media-types.ts'
import { processImage } from './process-image.ts'
import { type AttachmentDeps, cleanName } from './receive-attachment.ts'

/** A form is some hundred kilobytes, a guide with pictures a few megabytes. */
export const ARTICLE_FILE_MEGABYTES = 20

/** Apart from what citizens send: each has a sweep of its own. */
export const articleFilesDir = (attachmentsDir: string) => join(attachmentsDir, 'articles')

export interface ArticleUpload {
  by: string
  /** The client's own id: the same again stores nothing twice. */
  clientFileId: string
  data: Buffer
  name: string
}

/** A picture is decoded and encoded anew; a document stays byte by byte as its unit made it. */
async function prepare(data: Buffer, type: SniffedType) {
  if (type.kind !== 'image') return { data, ...type }
  const { image } = await processImage(data)
  return { data: image, mediaType: 'image/jpeg', extension: 'jpg' }
}

/** The name that it is saved under ends as its bytes are, whatever the upload was called. */
function nameFor(name: string, extension: string): string {
  const stem = cleanName(name).replace(/\.[A-Za-z0-9]{1,5}$/, '')
  return `${stem || '附件'}.${extension}`
}

/**
 * Takes a file that an article is to offer: type by its bytes, scanned where there is a scanner, on disk first and then in the
 * database with its audit row. It is nobody's until a version that names it is saved (R11).
 */
export async function receiveArticleFile(deps: AttachmentDeps, upload: ArticleUpload) {
  const { db } = deps.database
  const { by, clientFileId } = upload
  const earlier = await findUploadedFile(db, by, clientFileId)
  if (earlier) return earlier
  if (upload.data.length === 0) throw new AppError('attachment.empty')
  const type = await sniffArticleType(upload.data)
  if (!type) throw new AppError('kb.file-type-refused', { name: cleanName(upload.name) })
  const scanned = await deps.scan?.(upload.data)
  if (scanned?.clean === false) throw new AppError('attachment.infected')
  const ready = await prepare(upload.data, type)
  const at = deps.clock.now()
  const id = newId(at.getTime())
  const row = {
    id,
    name: nameFor(upload.name, ready.extension),
    media_type: ready.mediaType,
    bytes: ready.data.length,
  }
  const sha256 = createHash('sha256').update(ready.data).digest('hex')
  await deps.files.write(id, 'full', ready.data)
  try {
    await db.transaction().execute(async (trx) => {
      const stored = { ...row, uploaded_by: by, client_file_id: clientFileId, sha256 }
      await insertArticleFile(trx, { ...stored, created_at: at })
      await appendAuditEvent(trx, {
        at,
        actorKind: 'staff',
        actorId: by,
        action: 'article.file-uploaded',
        subject: `article-file:${id}`,
        detail: { ...row, sha256 },
      })
    })
  } catch (error) {
    await deps.files.remove(id)
    // The second of two equal uploads at the same moment: the first has it.
    const first = await findUploadedFile(db, by, clientFileId)
    if (first) return first
    throw error
  }
  return row
}
