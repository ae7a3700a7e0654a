import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { settleNotices } from '../notice/notice-store.ts'
import { articleContent, contentOf } from './article-content.ts'
import { insertDraft, putIntoForce, setArticleState } from './article-store.ts'
import {
  type DeskActor,
  type DeskDeps,
  requireAllowed,
  requireOwner,
  requireVersion,
} from './desk-rules.ts'
import { findOpenVersion } from './desk-view.ts'
import { EMBED_PASSAGES } from './embed-passages.ts'

export interface Confirmation {
  id: string
  rowVersion: number
  /** When somebody should look again; empty leaves that day as it is. */
  reviewDue: string
  verifyBefore: string
}

/**
 * Says that an article in force was looked at and still holds: the same words with later days become the next version, which this
 * person answers for (R11). Refused while a correction of it is being written, and to whoever wrote it.
 */
export async function confirmArticle(
  deps: DeskDeps,
  actor: DeskActor,
  wish: Confirmation,
): Promise<string> {
  const now = deps.clock.now()
  return await deps.database.db.transaction().execute(async (trx) => {
    const row = await requireVersion(trx, wish.id)
    const old = contentOf(row)
    requireOwner(actor, old.owner)
    requireAllowed('confirm', row, { ...deps, actor })
    const { article_key: articleKey, version: basedOn } = row
    const open = await findOpenVersion(trx, articleKey)
    if (open || row.row_version !== wish.rowVersion) throw new AppError('kb.being-written')
    const content = articleContent.parse({
      ...old,
      review_due: wish.reviewDue || old.review_due,
      verify_before: wish.verifyBefore || old.verify_before,
    })
    const writtenBy = row.written_by
    const note = '内容核对无误，顺延复核日期'
    const moved = content.review_due > old.review_due || content.verify_before > old.verify_before
    if (!moved) throw new AppError('kb.day-needed')
    const draft = { articleKey, content, writtenBy, basedOn, note, gapId: null, now }
    const id = await insertDraft(trx, draft)
    await setArticleState(trx, { id, from: ['draft'], to: 'in_review', rowVersion: 1, now })
    const force = { id, articleKey, body: content.body, rowVersion: 2, approvedBy: actor.id, now }
    if (!(await putIntoForce(trx, force))) throw new AppError('kb.article-changed')
    await enqueueJob(trx, { name: EMBED_PASSAGES, payload: { articleId: id }, now })
    await settleNotices(trx, { articleKey, by: actor.id, now })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      action: 'article.confirmed',
      subject: `article:${articleKey}`,
      detail: {
        version: basedOn + 1,
        review_due: content.review_due,
        verify_before: content.verify_before,
      },
    })
    return id
  })
}
