import { createHash } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { AttachmentFiles } from './attachment-files.ts'
import { insertAttachment } from './attachment-store.ts'
import { type AttachmentRow, countUploads, findUpload } from './attachment-view.ts'
import { type SniffedType, sniffType } from './media-types.ts'
import { processImage } from './process-image.ts'
import type { ScanVirus } from './scan-virus.ts'

export interface AttachmentDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  files: AttachmentFiles
  /** Absent where the city runs no scanner. */
  scan: ScanVirus | null
}

export interface Upload {
  conversationId: string
  /** The client's own id: the same again stores nothing twice. */
  clientAttachmentId: string
  data: Buffer
  /** As the phone calls it; shown, and never used as a path. */
  name: string
}

const MAX_PER_CONVERSATION = 30
/** A picture is decoded in memory; films are not. */
const MAX_IMAGE_BYTES = 25 * 1024 * 1024
const SNIFF_BYTES = 4100

async function prepare(data: Buffer, type: SniffedType) {
  if (type.kind !== 'image') return { data, thumbnail: null, width: null, height: null, type }
  if (data.length > MAX_IMAGE_BYTES) {
    throw new AppError('attachment.too-large', { limit: MAX_IMAGE_BYTES / 1024 / 1024 })
  }
  const { image, thumbnail, width, height } = await processImage(data)
  return { data: image, thumbnail, width, height, type: { ...type, mediaType: 'image/jpeg' } }
}

/** The last part of a name without what a path or a header could misread. */
export function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/[\p{C}"<>|:*?]/gu, '').slice(0, 80) || '附件'
}

/**
 * Takes one uploaded file: type by its bytes, scanned where there is a scanner, pictures encoded anew; on disk first, then in the
 * database (a file without a row is cleaned up, a row without a file would be a broken promise).
 */
export async function receiveAttachment(
  deps: AttachmentDeps,
  upload: Upload,
): Promise<AttachmentRow> {
  const { db } = deps.database
  const earlier = await findUpload(db, upload.conversationId, upload.clientAttachmentId)
  if (earlier) return earlier
  if (upload.data.length === 0) throw new AppError('attachment.empty')
  if ((await countUploads(db, upload.conversationId)) >= MAX_PER_CONVERSATION) {
    throw new AppError('attachment.too-many', { limit: MAX_PER_CONVERSATION })
  }
  const type = await sniffType(upload.data.subarray(0, SNIFF_BYTES))
  if (!type) throw new AppError('attachment.type-refused')
  const scanned = await deps.scan?.(upload.data)
  if (scanned?.clean === false) throw new AppError('attachment.infected')
  const ready = await prepare(upload.data, type)
  const now = deps.clock.now()
  const id = newId(now.getTime())
  await deps.files.write(id, 'full', ready.data)
  if (ready.thumbnail) await deps.files.write(id, 'thumbnail', ready.thumbnail)
  const row = {
    id,
    kind: type.kind,
    media_type: ready.type.mediaType,
    bytes: ready.data.length,
    name: cleanName(upload.name),
    width: ready.width,
    height: ready.height,
    has_thumbnail: ready.thumbnail !== null,
  }
  try {
    await insertAttachment(db, {
      ...row,
      conversation_id: upload.conversationId,
      client_attachment_id: upload.clientAttachmentId,
      sha256: createHash('sha256').update(ready.data).digest('hex'),
      created_at: now,
    })
  } catch (error) {
    await deps.files.remove(id)
    // The second of two equal uploads at the same moment: the first has it.
    const first = await findUpload(db, upload.conversationId, upload.clientAttachmentId)
    if (first) return first
    throw error
  }
  return row
}
