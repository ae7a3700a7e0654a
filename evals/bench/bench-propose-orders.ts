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
import { syntheticOrders } from './synthetic-orders.ts'
import {
  insertSyntheticOrders,
  insertSyntheticVectors,
  relationSizes,
  settle,
} from './synthetic-store.ts'
import { summarise, type Timings } from './timings.ts'

export interface OrdersBench {
  words: ProposeBench
  /** Null without a sentence model. */
  meaning: { bench: ProposeBench; embedding: Timings; rest: Timings } | null
  sizes: Record<string, number>
}

export interface OrdersBenchOptions {
  url: string
  orders: number
  pack: Pack
  embedder: Embedder | null
  cacheDir: string
  log: Logger
  say: (text: string) => void
}

/** Notes how long each proposal spent on its vector, cache hits included. */
function timeEmbedding(embedder: Embedder): Embedder & { take(): number } {
  let spent = 0
  return {
    space: embedder.space,
    close: embedder.close,
    embed: async (texts, role) => {
      const before = performance.now()
      const vectors = await embedder.embed(texts, role)
      spent += performance.now() - before
      return vectors
    },
    take: () => {
      const was = spent
      spent = 0
      return was
    },
  }
}

async function fill(database: Database, options: OrdersBenchOptions): Promise<void> {
  const { pack, embedder, say } = options
  const now = new Date()
  await importPack(database, pack, { now, by: 'bench' })
  const orders = syntheticOrders(pack, { n: options.orders, seed: 1, until: now })
  const orderIds = await insertSyntheticOrders(database, orders, now)
  say(`${orders.length} confirmed orders written`)
  if (embedder) {
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

async function measure(
  database: Database,
  options: OrdersBenchOptions,
  embedder: Embedder | null,
  hooks: { onWarm?: () => void; onProposal?: () => void } = {},
): Promise<ProposeBench> {
  const { pack, cacheDir } = options
  const space = embedder?.space ?? null
  const neighbours = createFindNeighbours({ database, space, clock: systemClock })
  const propose = await createProposer({ pack, embedder, cacheDir, neighbours })
  await propose.ready
  return await timeProposals({ pack, propose, texts: proposeTexts(pack, 160), ...hooks })
}

/** Whole proposals with so many confirmed orders in the index, in a database of their own that is dropped afterwards. */
export async function benchProposeWithOrders(options: OrdersBenchOptions): Promise<OrdersBench> {
  const database = await createBenchDatabase(options.url, options.log)
  try {
    await fill(database, options)
    const words = await measure(database, options, null)
    const sizes = await relationSizes(database.db)
    if (!options.embedder || options.embedder.space.kind === 'hash') {
      return { words, meaning: null, sizes }
    }
    const timed = timeEmbedding(options.embedder)
    const embedding: number[] = []
    const bench = await measure(database, options, timed, {
      onWarm: () => timed.take(),
      onProposal: () => embedding.push(timed.take()),
    })
    const rest = bench.durations.map((total, i) => total - (embedding[i] ?? 0))
    return {
      words,
      meaning: { bench, embedding: summarise(embedding), rest: summarise(rest) },
      sizes,
    }
  } finally {
    await database.destroy()
  }
}
