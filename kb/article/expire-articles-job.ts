import { z } from 'zod'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { dateIn } from '../answer/validity.ts'
import { deleteOldImports } from '../import/upload-store.ts'
import { insertNotices, settleNotices } from '../notice/notice-store.ts'
import { listDueDays } from '../notice/notice-view.ts'
import { takeOutOfForce } from './article-store.ts'
import { listOverdue } from './desk-view.ts'

const NAME = 'kb.expire-articles'
const DAY_MS = 86_400_000
/** So long before a day that is written down its people are reminded of it. */
const REMIND_DAYS = 30
/** An upload that nobody made drafts of is forgotten. */
const KEEP_UPLOADS_DAYS = 7

/** Plans the day's look at validity; a second wish for the same day changes nothing. */
export async function planArticleExpiry(db: Db, at: Date, now: Date): Promise<void> {
  const uniqueKey = `${NAME}:${at.toISOString().slice(0, 10)}`
  await enqueueJob(db, { name: NAME, payload: {}, now, runAt: at, uniqueKey })
}

/**
 * Once a day: articles whose last day has passed are marked expired. Answers leave them out from midnight on by the date
 * itself; this makes the state say so, and the desk shows it. Reminders are made of what falls due soon (R11: what citizens are told
 * is looked at again), and settled where somebody has.
 */
export function createExpireArticlesJob(deps: { clock: Clock; timezone: string }) {
  return defineJob({
    name: NAME,
    payload: z.object({}),
    apply: async (trx) => {
      const now = deps.clock.now()
      for (const row of await listOverdue(trx, dateIn(now, deps.timezone))) {
        await takeOutOfForce(trx, { articleKey: row.article_key, to: 'expired', now })
        await appendAuditEvent(trx, {
          at: now,
          actorKind: 'system',
          action: 'article.expired',
          subject: `article:${row.article_key}`,
          detail: { version: row.version },
        })
      }
      const soon = dateIn(new Date(now.getTime() + REMIND_DAYS * DAY_MS), deps.timezone)
      await insertNotices(trx, await listDueDays(trx, soon), now)
      await settleNotices(trx, { articleKey: null, by: null, now })
      await deleteOldImports(trx, new Date(now.getTime() - KEEP_UPLOADS_DAYS * DAY_MS))
      await planArticleExpiry(trx, new Date(now.getTime() + DAY_MS), now)
    },
  })
}
