import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { enqueueRecheck } from '../gap/plan-gap-jobs.ts'
import { settleNotices } from '../notice/notice-store.ts'
import { contentOf, missingForReview } from './article-content.ts'
import { putIntoForce, setArticleState, takeOutOfForce } from './article-store.ts'
import {
  type DeskActor,
  type DeskDeps,
  requireAllowed,
  requireOwner,
  requireVersion,
  writeAudit,
} from './desk-rules.ts'
import { type ArticleVersion, findInForce } from './desk-view.ts'
import { EMBED_PASSAGES } from './embed-passages.ts'
import { type ArticleAction, transitions } from './lifecycle.ts'

export interface ActWish {
  id: string
  action: Exclude<ArticleAction, 'save' | 'revise' | 'confirm' | 'expire'>
  rowVersion: number
  reason: string
}

/** Moves a version along its life: to review, back, into force, out of it. One transaction with its audit row. */
export async function actOnArticle(deps: DeskDeps, actor: DeskActor, wish: ActWish): Promise<void> {
  const { action, reason } = wish
  const now = deps.clock.now()
  await deps.database.db.transaction().execute(async (trx) => {
    const row = await requireVersion(trx, wish.id)
    requireOwner(actor, contentOf(row).owner)
    requireAllowed(action, row, { ...deps, actor, reason })
    if (action === 'submit') requireComplete(row)
    if (action === 'publish') await publish(trx, row, { wish, actor, now })
    else if (action === 'withdraw') await withdraw(trx, row, { wish, now })
    else await move(trx, { wish, now })
    await settleNotices(trx, { articleKey: row.article_key, by: actor.id, now })
    await writeAudit(trx, { action: pastTense[action], row, by: actor.id }, { at: now, reason })
  })
}

const pastTense = {
  submit: 'submitted',
  send_back: 'sent-back',
  publish: 'published',
  withdraw: 'withdrawn',
  discard: 'discarded',
} as const

interface Acting {
  wish: ActWish
  now: Date
}

function requireComplete(row: ArticleVersion): void {
  const missing = missingForReview(contentOf(row))
  if (missing.length > 0) throw new AppError('kb.incomplete', { missing: missing.join('、') })
}

async function move(trx: Db, { wish, now }: Acting): Promise<void> {
  const { from, to } = transitions[wish.action]
  const note = wish.action === 'send_back' ? { note: wish.reason } : {}
  const { id, rowVersion } = wish
  const moved =
    to !== null && (await setArticleState(trx, { id, from, to, rowVersion, ...note, now }))
  if (!moved) throw new AppError('kb.article-changed')
}

async function withdraw(trx: Db, row: ArticleVersion, { wish, now }: Acting): Promise<void> {
  if (row.row_version !== wish.rowVersion) throw new AppError('kb.article-changed')
  await takeOutOfForce(trx, { articleKey: row.article_key, to: 'withdrawn', now })
}

async function publish(
  trx: Db,
  row: ArticleVersion,
  { wish, actor, now }: Acting & { actor: DeskActor },
): Promise<void> {
  requireComplete(row)
  const articleKey = row.article_key
  const inForce = await findInForce(trx, articleKey)
  if ((inForce?.version ?? null) !== row.based_on) throw new AppError('kb.published-meanwhile')
  const approvedBy = actor.id
  const { id, body } = row
  const { rowVersion } = wish
  const done = await putIntoForce(trx, { id, articleKey, body, rowVersion, approvedBy, now })
  if (!done) throw new AppError('kb.article-changed')
  // Its words are found from this moment; its vectors follow, made where the model is.
  await enqueueJob(trx, { name: EMBED_PASSAGES, payload: { articleId: id }, now })
  if (row.gap_id !== null) await enqueueRecheck(trx, { gapId: row.gap_id, articleId: id, now })
}
