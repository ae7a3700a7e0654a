import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { ArticleContent } from './article-content.ts'
import { keepFiles } from './article-file-store.ts'

interface Saving {
  articleKey: string
  by: string
  now: Date
}

/**
 * The content to store: each file as it is stored, whatever the client says of it. Throws `kb.file-unknown` for an id that is no
 * upload of this person and that no version of this article names.
 */
export async function settleFiles(
  trx: Db,
  content: ArticleContent,
  saving: Saving,
): Promise<ArticleContent> {
  const rows = await keepFiles(trx, { ...saving, ids: content.attachments.map(({ id }) => id) })
  const stored = new Map(rows.map((row) => [row.id, row]))
  const wished = new Map(content.attachments.map((file) => [file.id, file]))
  const attachments = [...wished.values()].map(({ id, name }) => {
    const row = stored.get(id)
    if (!row) throw new AppError('kb.file-unknown', { name })
    return { id, name: row.name, mime: row.media_type, size: Number(row.bytes) }
  })
  return { ...content, attachments }
}

interface Change extends Saving {
  before: ArticleContent['attachments']
  after: ArticleContent['attachments']
}

/** An audit row for each file that a draft got or lost. */
export async function auditFiles(trx: Db, change: Change): Promise<void> {
  const { before, after, articleKey, by, now } = change
  const lacks = (files: Change['after']) => {
    const ids = new Set(files.map(({ id }) => id))
    return (file: { id: string }) => !ids.has(file.id)
  }
  const write = (action: string, { id, name }: { id: string; name: string }) =>
    appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: by,
      action: `article.${action}`,
      subject: `article:${articleKey}`,
      detail: { file: id, name },
    })
  for (const file of after.filter(lacks(before))) await write('file-added', file)
  for (const file of before.filter(lacks(after))) await write('file-removed', file)
}
