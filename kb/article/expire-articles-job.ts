import { z } from 'zod'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { dateIn } from '../answer/validity.ts'
import { takeOutOfForce } from './article-store.ts'
import { listOverdue } from './desk-view.ts'

const NAME = 'kb.expire-articles'
const DAY_MS = 86_400_000

/** Plans the day's look at validity; a second wish for the same day changes nothing. */
export async function planArticleExpiry(db: Db, at: Date, now: Date): Promise<void> {
  const uniqueKey = `${NAME}:${at.toISOString().slice(0, 10)}`
  await enqueueJob(db, { name: NAME, payload: {}, now, runAt: at, uniqueKey })
}

/**
 * Once a day: articles whose last day has passed are marked expired. Answers leave them out from midnight on by the date
 * itself; this makes the state say so, and the desk shows it.
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
      await planArticleExpiry(trx, new Date(now.getTime() + DAY_MS), now)
    },
  })
}
