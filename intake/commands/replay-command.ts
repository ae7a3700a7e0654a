import { AppError } from '../../db/kernel/errors.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { compareReceivers } from '../../dispatch/catalogue/compare-receivers.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { listReplayable, type ReplayableRequest } from '../../dispatch/review/replay-view.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

async function leadUnder(propose: Propose, request: ReplayableRequest): Promise<string | null> {
  const proposal = await propose({
    channel: request.channel,
    text: request.text,
    at: request.received_at,
    ...(request.address ? { known: { address: request.address } } : {}),
  })
  return proposal.units.find((unit) => unit.role === 'lead')?.name ?? null
}

/**
 * `jiesu pack replay DIR --from DATE`: what the requests since then would have got under the pack in DIR, as a table of who
 * would receive more or less. Changes nothing.
 */
export function replay(dir: string, from: string | undefined): Promise<number> {
  const since = new Date(from ?? '')
  if (Number.isNaN(since.getTime())) {
    throw new AppError('command.usage', { usage: 'jiesu pack replay [DIR] --from 2026-01-31' })
  }
  return withDatabase(async ({ database, config, log }) => {
    await requireMigrated(database)
    const embedder = await createEmbedder(config, log)
    try {
      const propose = await createProposer({ pack: await readPack(dir), embedder })
      await propose.ready
      const requests = await listReplayable(database.db, since)
      const replayed = []
      for (const request of requests) {
        replayed.push({ before: request.lead, after: await leadUnder(propose, request) })
      }
      const moved = replayed.filter((row) => row.before !== row.after).length
      say(`${requests.length} 件诉求，${moved} 件会换单位 · requests, would change unit`)
      for (const c of compareReceivers(replayed)) {
        say(
          `${String(c.before).padStart(6)} → ${String(c.after).padEnd(6)} (+${c.gained} -${c.lost})  ${c.unit}`,
        )
      }
      return 0
    } finally {
      await embedder?.close()
    }
  })
}
