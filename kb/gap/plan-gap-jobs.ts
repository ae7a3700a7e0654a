import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'

export const COLLECT_GAPS = 'kb.collect-gaps'
export const RECHECK_GAP = 'kb.recheck-gap'

/** Questions of so many seconds are collected together. */
const SLOT_MS = 10_000

/** The promise that what was asked in vain is looked at, at the end of these seconds; many questions are one job. */
export async function enqueueCollecting(trx: Db, now: Date): Promise<void> {
  const slot = Math.floor(now.getTime() / SLOT_MS)
  await enqueueJob(trx, {
    name: COLLECT_GAPS,
    payload: {},
    now,
    runAt: new Date((slot + 1) * SLOT_MS),
    uniqueKey: `${COLLECT_GAPS}:${slot}`,
  })
}

/** The promise that a ticket's questions are asked again now that an article for them is in force. */
export async function enqueueRecheck(
  trx: Db,
  { gapId, articleId, now }: { gapId: string; articleId: string; now: Date },
): Promise<void> {
  await enqueueJob(trx, { name: RECHECK_GAP, payload: { gapId, articleId }, now })
}
