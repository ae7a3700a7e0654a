import { z } from 'zod'
import type { Db } from '../client.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import { defineJob } from '../jobs/job.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/log.ts'
import { publishArticles, type SplitArticle } from './article-store.ts'
import type { Pack } from './pack.ts'
import { loadPack } from './pack-view.ts'
import { saveUnits } from './unit-store.ts'

export const APPLY_PACK = 'db.apply-pack'
const payload = z.object({ version_id: z.string() })

/** Units and articles of a version that is in force now. */
export async function applyPack(
  trx: Db,
  pack: Pack,
  { now, split }: { now: Date; split: SplitArticle },
): Promise<void> {
  await saveUnits(trx, pack.units, now)
  await publishArticles(trx, { packCode: pack.meta.code, articles: pack.articles, now, split })
}

/** The promise that a version imported for a later day comes into force as a whole on that day. */
export async function enqueueApplyPack(
  trx: Db,
  { versionId, now, effective }: { versionId: string; now: Date; effective: Date },
): Promise<void> {
  await enqueueJob(trx, {
    name: APPLY_PACK,
    payload: { version_id: versionId },
    now,
    runAt: effective,
    uniqueKey: `apply-pack:${versionId}`,
  })
}

/** Brings units and articles of a version into force on its day, unless a later version has overtaken it. */
export function createApplyPackJob(deps: { clock: Clock; log: Logger; split: SplitArticle }) {
  const { clock, log, split } = deps
  return defineJob({
    name: APPLY_PACK,
    payload,
    apply: async (trx, { version_id }) => {
      const now = clock.now()
      const { pack, versionId } = await loadPack(trx, now)
      if (versionId !== version_id) return
      await applyPack(trx, pack, { now, split })
    },
    committed: ({ version_id }) => {
      // The proposer holds the pack that it started with; an automatic restart would cut off whoever is talking.
      log.warn(
        { versionId: version_id },
        'a new version of the city data is in force; restart servers and workers to propose by it',
      )
    },
  })
}
