import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { contentOf } from '../article/article-content.ts'
import type { DeskActor, DeskDeps } from '../article/desk-rules.ts'
import { findInForce } from '../article/desk-view.ts'
import { insertGap, insertQuestion, updateGap } from './gap-store.ts'
import { findGap } from './gap-view.ts'

export interface CorrectionWish {
  articleKey: string
  /** What is wrong. */
  note: string
  /** The question whose answer was wrong; may be empty. */
  question: string
}

/** Anybody who reads an answer at work may say that it is wrong: a ticket for the article's owner (R31). */
export async function raiseCorrection(
  { database, clock }: DeskDeps,
  actor: Pick<DeskActor, 'id'>,
  wish: CorrectionWish,
): Promise<string> {
  const now = clock.now()
  return await database.db.transaction().execute(async (trx) => {
    const article = await findInForce(trx, wish.articleKey)
    if (!article) throw new AppError('kb.article-not-found')
    const { owner, topics } = contentOf(article)
    const { articleKey, note, question } = wish
    const id = await insertGap(trx, {
      kind: 'correction',
      title: question === '' ? article.title : question,
      owner,
      topic: topics[0] ?? '',
      articleKey,
      note,
      raisedBy: actor.id,
      now,
    })
    if (question !== '') {
      const record = { text: question, reason: note, confidence: 0, articleKey, gapId: id, now }
      await insertQuestion(trx, { ...record, outcome: 'unhelpful', origin: 'operator' })
    }
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      action: 'gap.raised',
      subject: `gap:${id}`,
      detail: { article: articleKey },
    })
    return id
  })
}

export interface GapWish {
  id: string
  rowVersion: number
  owner: string
  topic: string
  /** `dismiss` with a reason: no article is needed; `reopen` takes that back. */
  action: 'assign' | 'dismiss' | 'reopen'
  reason: string
}

function refuseWish(
  gap: Awaited<ReturnType<typeof findGap>>,
  { onlyOwner }: DeskActor,
  { action, reason }: GapWish,
): void {
  if (!gap) throw new AppError('kb.gap-not-found')
  if (onlyOwner !== null && gap.owner !== onlyOwner) {
    throw new AppError('kb.other-owner', { owner: onlyOwner })
  }
  if (action === 'dismiss' && reason === '') throw new AppError('kb.reason-needed')
  const settled = gap.state === 'closed' || gap.state === 'dismissed'
  if (settled !== (action === 'reopen')) throw new AppError('kb.gap-state')
}

/** Gives a ticket to another unit, settles it without an article, or opens it again. */
export async function editGap(
  { database, clock }: DeskDeps,
  actor: DeskActor,
  wish: GapWish,
): Promise<void> {
  const now = clock.now()
  const { id, rowVersion, owner, topic, action, reason } = wish
  await database.db.transaction().execute(async (trx) => {
    refuseWish(await findGap(trx, id), actor, wish)
    const change = {
      assign: {},
      dismiss: { state: 'dismissed' as const, closed: { by: actor.id, reason } },
      reopen: { state: 'open' as const },
    }[action]
    const done = await updateGap(trx, { id, rowVersion, owner, topic, ...change, now })
    if (!done) throw new AppError('kb.article-changed')
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      action: `gap.${{ assign: 'assigned', dismiss: 'dismissed', reopen: 'reopened' }[action]}`,
      subject: `gap:${id}`,
      ...(reason === '' ? {} : { purpose: reason }),
      detail: { owner },
    })
  })
}
