import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../db/kernel/clock.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createFindNeighbours } from '../../dispatch/related/find-neighbours.ts'
import { rebuildOrderVectors } from '../../dispatch/related/rebuild-space.ts'
import { ensureVectorIndex, hasVectorIndex } from '../../dispatch/related/vector-index-store.ts'
import { smallCity } from '../../dispatch/testing/small-city.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { createHashEmbedder } from '../../kb/embed/hash-embedder.ts'
import { listSpaces } from '../../kb/embed/space-view.ts'
import { syntheticOrders } from './synthetic-orders.ts'
import { insertSyntheticOrders, insertSyntheticVectors } from './synthetic-store.ts'

const pack = smallCity()
const now = new Date('2026-03-01T00:00:00Z')
let database: TestDatabase

/** The hash embedder under a space that ranks. */
function embedderOf(model: string): Embedder {
  const hash = createHashEmbedder()
  return { ...hash, space: { ...hash.space, id: `openai:${model}:512`, kind: 'openai', model } }
}

beforeAll(async () => {
  database = await createTestDatabase()
  await importPack(database, pack, { now, by: 'test' })
})
afterAll(() => database.destroy())

it('finds confirmed orders by words, by meaning, filtered, and through the vector index', async () => {
  const embedder = embedderOf('one')
  const { space } = embedder
  const orders = syntheticOrders(pack, { n: 300, seed: 2, until: now })
  const orderIds = await insertSyntheticOrders(database, orders, now)
  const text = '电梯坏了三天老人下不了楼'

  const byWords = createFindNeighbours({ database, space: null, clock: systemClock })
  const words = await byWords(text, null)
  expect(words).toHaveLength(20)
  expect(words[0]).toMatchObject({ by: 'words', serviceCode: '0101', outcome: 'closed' })

  const examples = await embedder.embed(
    pack.examples.map((e) => e.text),
    'passage',
  )
  await insertSyntheticVectors(database, { space, examples, orders, orderIds, now })
  const [vector = null] = await embedder.embed([text], 'query')
  const exact = await createFindNeighbours({ database, space, clock: systemClock })(text, vector)
  expect(exact[0]).toMatchObject({ by: 'meaning', serviceCode: '0101' })
  expect(exact[0]?.similarity).toBeGreaterThan(0.8)

  const built = await ensureVectorIndex(database, space, { from: 100 })
  expect(built).toBe(database.shape === 'production')
  expect(await hasVectorIndex(database.db, space)).toBe(built)
  const indexed = createFindNeighbours({ database, space, clock: systemClock })
  expect((await indexed(text, vector))[0]?.similarity).toBeCloseTo(exact[0]?.similarity ?? 0, 2)
  const some = await indexed(text, vector, { filters: { unitLevel: 'bureau' }, limit: 10 })
  const bureaus = new Set(pack.units.filter((u) => u.level === 'bureau').map((u) => u.code))
  expect(some.length).toBeGreaterThan(0)
  expect(some.every(({ leadUnitId }) => bureaus.has(leadUnitId))).toBe(true)
  const own = exact[0]?.requestId
  const others = await indexed(text, vector, { excludeRequestId: own })
  expect(others.map(({ requestId }) => requestId)).not.toContain(own)
})

it('fills a second space beside the first, and goes on where it was stopped', async () => {
  const embedder = embedderOf('two')
  let batches = 0
  const options = {
    database,
    embedder,
    clock: systemClock,
    matterOf: (text: string) => text,
    progress: () => {
      batches += 1
    },
  }
  const first = await rebuildOrderVectors({ ...options, stopped: () => batches >= 2 })
  expect(first).toBe(128)
  expect(await rebuildOrderVectors(options)).toBe(300 - 128)
  const spaces = await listSpaces(database.db)
  expect(spaces.map(({ model, orders }) => [model, orders])).toEqual([
    ['one', 300],
    ['two', 300],
  ])
})
