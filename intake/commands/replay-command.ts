import type { Db } from '../../db/client.ts'
import { cityDate, startOfCityDay } from '../../db/kernel/city-time.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { loadPack } from '../../db/packs/pack-view.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { compareReceivers } from '../../dispatch/catalogue/compare-receivers.ts'
import { type FrozenPack, freezeCatalogue } from '../../dispatch/catalogue/freeze-catalogue.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { replayRequests } from '../../dispatch/review/replay-requests.ts'
import { listReplayable } from '../../dispatch/review/replay-view.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'
import { type ReplayReport, renderReplay } from './render-replay.ts'

export interface ReplayWish {
  dir: string
  /** First day of the requests, in the city's time. */
  from: string | undefined
  /** On which date the new catalogue is looked at; default today. */
  effective: string | undefined
  json: boolean
}

/**
 * `jiesu pack replay DIR --from DATE`: what the requests since then would have got under the pack in DIR, as a table
 * of who would receive more or less than under the version in force. Changes nothing.
 */
export function replay(wish: ReplayWish): Promise<number> {
  return withDatabase(async ({ database, config, log }) => {
    await requireMigrated(database)
    const now = systemClock.now()
    const [after, { pack: inForce }] = [await readPack(wish.dir), await loadPack(database.db, now)]
    const { timezone } = after.meta
    const since = startOfCityDay(wish.from ?? '', timezone)
    const on = wish.effective ?? cityDate(now, timezone)
    if (since === null || startOfCityDay(on, timezone) === null) {
      throw new AppError('command.usage', {
        usage: 'jiesu pack replay [DIR] --from 2026-01-31 [--effective 2026-12-01] [--json]',
      })
    }
    const embedder = await createEmbedder(config, log)
    try {
      const report = await replayReport(database.db, {
        since,
        from: wish.from ?? '',
        before: freezeCatalogue(inForce, cityDate(now, timezone)),
        after: freezeCatalogue(after, on),
        on,
        embedder,
        progress: showProgress,
      })
      const text = wish.json ? JSON.stringify(report, null, 2) : renderReplay(report).join('\n')
      process.stdout.write(`${text}\n`)
      return 0
    } finally {
      await embedder?.close()
    }
  })
}

export interface ReplayPlan {
  since: Date
  from: string
  before: FrozenPack
  after: FrozenPack
  on: string
  embedder: Embedder | null
  progress: (done: number, all: number) => void
}

/** Proposes every request since a moment under both packs; reads only. */
export async function replayReport(db: Db, plan: ReplayPlan): Promise<ReplayReport> {
  const { before, after, embedder } = plan
  const make = async (pack: Pack): Promise<Propose> => {
    const propose = await createProposer({ pack, embedder })
    await propose.ready
    return propose
  }
  const requests = await listReplayable(db, plan.since)
  const replayed = await replayRequests(requests, {
    before: await make(before.pack),
    after: await make(after.pack),
    progress: (done) => plan.progress(done, requests.length),
  })
  return {
    from: plan.from,
    on: plan.on,
    in_force: before.pack.meta.version,
    replayed_with: after.pack.meta.version,
    lines_left_out: after.left_out,
    requests: replayed.length,
    units: compareReceivers(
      replayed.map((r) => ({ actual: r.actual, before: r.before.unit, after: r.after.unit })),
    ),
    moved: replayed.filter((r) => r.before.unit !== r.after.unit),
  }
}

/** A long replay says how far it is, on a terminal only. */
function showProgress(done: number, all: number): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(done < all ? `\r回放 ${done} / ${all}` : '\r\u001b[K')
}
