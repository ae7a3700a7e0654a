import { afterAll, beforeAll, expect, it } from 'vitest'
import { createJobRunner } from '../../db/jobs/job-runner.ts'
import { manualClock } from '../../db/kernel/clock.ts'
import { loadConfig } from '../../db/kernel/config.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import { createTestDatabase, type TestDatabase, testLog } from '../../db/testing/test-database.ts'
import { createAsk } from '../answer/ask.ts'
import type { Embedder } from '../embed/embedder.ts'
import { createHashEmbedder } from '../embed/hash-embedder.ts'
import { samplePack } from '../testing/sample-city.ts'
import { listPublishedArticles, loadPassageVectors } from './article-view.ts'
import { createEmbedPassagesJob, queuePassageEmbeddings } from './embed-passages.ts'
import { splitPassages } from './split-article.ts'

const clock = manualClock(new Date('2026-03-01T00:00:00Z'))

/** The hash embedder under a space that is stored, and a count of what it was asked. */
function countingEmbedder(): Embedder & { passages: string[] } {
  const hash = createHashEmbedder()
  const passages: string[] = []
  return {
    passages,
    space: { ...hash.space, id: 'openai:test:512', kind: 'openai', model: 'test' },
    embed: (texts, role) => {
      if (role === 'passage') passages.push(...texts)
      return hash.embed(texts, role)
    },
    close: hash.close,
  }
}

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await importPack(database, samplePack(), { now: clock.now(), by: 'test', split: splitPassages })
})
afterAll(() => database.destroy())

it('reads back the published articles', async () => {
  const articles = await listPublishedArticles(database.db)
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
  expect([...articles].sort(byId)).toEqual([...samplePack().articles].sort(byId))
})

it('embeds each article once, and the search takes the stored vectors', async () => {
  const { db } = database
  const embedder = countingEmbedder()
  const runner = createJobRunner({
    database,
    jobs: [createEmbedPassagesJob({ db, embedder, clock })],
    config: loadConfig({}),
    log: testLog,
    clock,
  })
  const queue = () =>
    db
      .transaction()
      .execute((trx) => queuePassageEmbeddings(trx, { space: embedder.space, now: clock.now() }))
  expect(await queue()).toBe(samplePack().articles.length)
  expect(await queue()).toBe(0)
  // They stand apart in time, so that nothing which citizens wait for stands behind them.
  await runner.runDue()
  expect((await loadPassageVectors(db, embedder.space.id)).size).toBeLessThan(
    samplePack().articles.length,
  )
  clock.advance(60_000)
  await runner.runDue()
  expect(await queue()).toBe(0)
  const stored = await loadPassageVectors(db, embedder.space.id)
  expect(stored.size).toBe(embedder.passages.length)
  const first = [...stored.values()][0]
  expect(first).toHaveLength(512)

  const asker = countingEmbedder()
  const pack = samplePack()
  const articles = await listPublishedArticles(db)
  const ask = createAsk({ articles, servicePoints: [], pack, embedder: asker, stored })
  await ask.ready
  // Only titles and question forms are left to embed: they have no row of their own.
  expect(asker.passages.every((text) => !embedder.passages.includes(text))).toBe(true)
  expect((await ask({ text: '办护照多少钱', at: clock.now() })).citations[0]?.article).toBe(
    'passport',
  )
})

it('stores nothing for an embedder that does not rank', async () => {
  const { space } = createHashEmbedder()
  expect(await queuePassageEmbeddings(database.db, { space, now: clock.now() })).toBe(0)
})
