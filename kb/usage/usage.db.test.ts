import { afterAll, beforeAll, expect, it } from 'vitest'
import { manualClock } from '../../db/kernel/clock.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { splitPassages } from '../article/split-article.ts'
import { samplePack } from '../testing/sample-city.ts'
import { countCitations } from './count-citations.ts'
import { createUsageCounter } from './usage-counter.ts'
import { listArticleUsage, listUsageWeeks } from './usage-view.ts'

// A Sunday evening in UTC, which is Monday in the city.
const clock = manualClock(new Date('2026-03-01T17:00:00Z'))
const timezone = 'Asia/Shanghai'
const span = { from: '2026-01-01', timezone, owner: '' }
let database: TestDatabase
let keys: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  const pack = samplePack()
  await importPack(database, pack, { now: clock.now(), by: 'test', split: splitPassages })
  keys = pack.articles.slice(0, 2).map(({ id }) => id)
})
afterAll(() => database.destroy())

it('adds up what several processes count at once, by the city’s own days', async () => {
  const [a = '', b = ''] = keys
  const counters = [1, 2, 3].map(() => createUsageCounter({ database, clock, timezone }))
  for (let i = 0; i < 60; i += 1) {
    const counter = counters[i % 3]
    counter?.count('view', i % 2 === 0 ? a : b)
    counter?.count(i % 4 === 0 ? 'search_empty' : 'search')
    if (i % 5 === 0) void counter?.flush()
  }
  const citing = Array.from({ length: 20 }, (_, i) =>
    database.db.transaction().execute((trx) =>
      countCitations(trx, {
        keys: i % 2 === 0 ? [a, b, a] : [b, a],
        way: 'chat',
        now: clock.now(),
        timezone,
      }),
    ),
  )
  await Promise.all([...citing, ...counters.map((counter) => counter.close())])
  const used = await listArticleUsage(database.db, { from: '2026-01-01', owner: '', limit: 10 })
  expect(used.map(({ key, view, chat, call }) => ({ key, view, chat, call }))).toEqual(
    [a, b].sort().map((key) => ({ key, view: 30, chat: 20, call: 0 })),
  )
  expect(await listUsageWeeks(database.db, span)).toMatchObject([
    { week: '2026-03-02', view: 60, chat: 40, search: 45, search_empty: 15 },
  ])
})

it('keeps what could not be written, and shows a unit its own', async () => {
  let broken = true
  const counter = createUsageCounter({
    clock,
    timezone,
    database: {
      get db() {
        if (broken) throw new Error('gone')
        return database.db
      },
    },
  })
  clock.set(new Date('2026-03-09T02:00:00Z'))
  counter.count('view', keys[0])
  await counter.flush()
  broken = false
  await counter.flush()
  const weeks = await listUsageWeeks(database.db, span)
  expect(weeks.map(({ week, view }) => [week, view])).toEqual([
    ['2026-03-02', 60],
    ['2026-03-09', 1],
  ])
  expect(await listUsageWeeks(database.db, { ...span, owner: '没有这个单位' })).toEqual([])
})
