import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob, type Job } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Logger } from '../../db/kernel/log.ts'
import { deleteUnnamedFiles } from '../../kb/article/article-file-store.ts'
import { listUnknownFiles } from '../../kb/article/article-file-view.ts'
import { type AttachmentFiles, foldersOfHour } from './attachment-files.ts'
import { deleteForgotten } from './attachment-store.ts'
import { listUnknown } from './attachment-view.ts'

const NAME = 'intake.clean-attachments'
const HOUR_MS = 3_600_000
/** Who sends within a day finds the upload; what nobody sends by then was given up. */
const KEEP_HOURS = 24

const dayBefore = (now: Date) => new Date(now.getTime() - KEEP_HOURS * HOUR_MS)

const payload = z.object({})

/** Plans the next look; a second wish for the same hour changes nothing. */
export async function planAttachmentCleaning(db: Db, at: Date, now: Date): Promise<void> {
  const uniqueKey = `clean-attachments:${at.toISOString().slice(0, 13)}`
  await enqueueJob(db, { name: NAME, payload: {}, now, runAt: at, uniqueKey })
}

/** Ids whose files go. */
interface Gone {
  sent: string[]
  articles: string[]
}

type Swept = Pick<AttachmentFiles, 'remove' | 'listOlder'>

/**
 * Each hour: uploads that no message has named within a day go, rows and files, and so do files that no version of an article names. The
 * files go after the rows are gone for good: a file without a row harms nobody, a row without a file would be a broken promise. Files without
 * a row, left by a crash between the two, go when they are a day old.
 */
export function createCleanAttachmentsJob(deps: {
  clock: Clock
  log: Logger
  db: Db
  files: Swept
  articleFiles: Swept
}): Job<z.infer<typeof payload>, Gone> {
  const { db, files, articleFiles } = deps
  const remove = async (from: Swept, ids: readonly string[]) => {
    for (const id of ids) await from.remove(id)
  }
  return defineJob<z.infer<typeof payload>, Gone>({
    name: NAME,
    payload,
    prepare: async () => {
      const now = deps.clock.now()
      const folders = foldersOfHour(now)
      const old = (from: Swept) => from.listOlder(folders, dayBefore(now))
      return {
        sent: await listUnknown(db, await old(files)),
        articles: await listUnknownFiles(db, await old(articleFiles)),
      }
    },
    apply: async (trx, _payload, gone) => {
      const now = deps.clock.now()
      gone.sent.push(...(await deleteForgotten(trx, dayBefore(now))))
      gone.articles.push(...(await deleteUnnamedFiles(trx, dayBefore(now))))
      await planAttachmentCleaning(trx, new Date(now.getTime() + HOUR_MS), now)
    },
    committed: (_payload, gone) => {
      Promise.all([remove(files, gone.sent), remove(articleFiles, gone.articles)]).catch(
        (err: unknown) => deps.log.warn({ err, gone }, 'files not removed'),
      )
    },
  })
}
