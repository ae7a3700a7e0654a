import { performance } from 'node:perf_hooks'
import type { Database } from '../../db/client.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import type { Logger } from '../../db/kernel/log.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import { createFindNeighbours } from '../../dispatch/related/find-neighbours.ts'
import { ensureVectorIndex } from '../../dispatch/related/vector-index-store.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { createBenchDatabase } from './bench-database-store.ts'
import { type ProposeBench, proposeTexts, timeProposals } from './bench-propose.ts'
import type { LoadResult } from './propose-load.ts'
import { benchProcesses } from './propose-processes.ts'
import { noteTime } from './spent-time.ts'
import { syntheticOrders } from './synthetic-orders.ts'
import {
  insertSyntheticOrders,
  insertSyntheticVectors,
  relationSizes,
  settle,
} from './synthetic-store.ts'

/** Of proposals of one kind: one after another, and as many as several processes make together. */
export interface KindBench {
  one: ProposeBench
  load: LoadResult
}

export interface OrdersBench {
  orders: number
  words: KindBench
  /** Null without a sentence model. */
  meaning: KindBench | null
  sizes: Record<string, number>
}

export interface OrdersBenchOptions {
  url: string
  orders: number
  load: { processes: number; atOnce: number; seconds: number }
  pack: Pack
  embedder: Embedder | null
  env: Record<string, string | undefined>
  cacheDir: string
  log: Logger
  say: (text: string) => void
}

/** Length of the texts, in characters. */
export const TEXT_LENGTH = 160

/** Hashes rank worse than words, so nothing searches by them. */
const hasMeaning = (embedder: Embedder | null): embedder is Embedder =>
  embedder !== null && embedder.space.kind !== 'hash'

async function fill(database: Database, options: OrdersBenchOptions): Promise<void> {
  const { pack, embedder, say } = options
  const now = new Date()
  await importPack(database, pack, { now, by: 'bench' })
  const orders = syntheticOrders(pack, { n: options.orders, seed: 1, until: now })
  const orderIds = await insertSyntheticOrders(database, orders, now)
  say(`${orders.length} confirmed orders written`)
  if (hasMeaning(embedder)) {
    const texts = pack.examples.map(({ text }) => text)
    const examples: Float32Array[] = []
    for (let i = 0; i < texts.length; i += 256) {
      examples.push(...(await embedder.embed(texts.slice(i, i + 256), 'passage')))
    }
    say(`${examples.length} sentences embedded`)
    const { space } = embedder
    await insertSyntheticVectors(database, { space, examples, orders, orderIds, now })
    const before = performance.now()
    const built = await ensureVectorIndex(database, space)
    say(
      built ? `HNSW built in ${Math.round((performance.now() - before) / 1000)} s` : 'exact search',
    )
  }
  await settle(database)
}

/** One after another in this process, with what the database and the embedding take of each noted apart. */
async function measureOne(
  database: Database,
  { pack, cacheDir }: OrdersBenchOptions,
  embedder: Embedder | null,
): Promise<ProposeBench> {
  const space = embedder?.space ?? null
  const search = noteTime(createFindNeighbours({ database, space, clock: systemClock }))
  const embed = embedder ? noteTime(embedder.embed) : null
  const propose = await createProposer({
    pack,
    cacheDir,
    embedder: embedder && embed ? { ...embedder, embed: embed.run } : null,
    neighbours: search.run,
  })
  await propose.ready
  const parts = [
    { name: 'database', take: search.take },
    ...(embed ? [{ name: 'embedding', take: embed.take }] : []),
  ]
  return await timeProposals({ pack, propose, texts: proposeTexts(pack, TEXT_LENGTH), parts })
}

/** Whole proposals with so many confirmed orders in the index, in a database of their own that is dropped afterwards. */
export async function benchProposeWithOrders(options: OrdersBenchOptions): Promise<OrdersBench> {
  const database = await createBenchDatabase(options.url, options.log)
  const measure = async (embedder: Embedder | null): Promise<KindBench> => {
    const one = await measureOne(database, options, embedder)
    const meaning = embedder !== null
    const { load, env } = options
    return { one, load: await benchProcesses({ ...load, env, databaseUrl: database.url, meaning }) }
  }
  try {
    await fill(database, options)
    const { embedder, orders } = options
    return {
      orders,
      words: await measure(null),
      meaning: hasMeaning(embedder) ? await measure(embedder) : null,
      sizes: await relationSizes(database.db),
    }
  } finally {
    await database.destroy()
  }
}
