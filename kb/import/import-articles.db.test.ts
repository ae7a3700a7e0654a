import { afterAll, beforeAll, expect, it } from 'vitest'
import { manualClock } from '../../db/kernel/clock.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createPublished } from '../article/published.ts'
import { splitPassages } from '../article/split-article.ts'
import { samplePack } from '../testing/sample-city.ts'
import { type ImportDeps, importArticles } from './import-articles.ts'
import { readMarkdown } from './read-markdown.ts'

const clock = manualClock(new Date('2026-03-01T00:00:00Z'))
const defaults = { owner: '市某局', jurisdiction: '某市', validFrom: '2026-01-01' }
let database: TestDatabase
let deps: ImportDeps
beforeAll(async () => {
  database = await createTestDatabase()
  await importPack(database, samplePack(), { now: clock.now(), by: 'test', split: splitPassages })
  deps = { database, clock, published: createPublished(database.db) }
})
afterAll(() => database.destroy())

const run = (body: string, dryRun = false) =>
  importArticles(deps, [readMarkdown(`# 灯会\n\n${body}`, 'file:a/灯会.md')], { defaults, dryRun })
const rows = () =>
  database.db
    .selectFrom('articles')
    .select(['version', 'state', 'body', 'title', 'front'])
    .where('source_id', '=', 'file:a/灯会.md')
    .orderBy('version')
    .execute()

it('looks before it writes, and writes a draft once', async () => {
  expect((await run('正月十五开。', true))[0]).toMatchObject({ kind: 'new' })
  expect(await rows()).toEqual([])
  expect((await run('正月十五开。'))[0]).toMatchObject({ kind: 'new', title: '灯会' })
  expect((await run('正月十五开。'))[0]).toMatchObject({ kind: 'same' })
  expect(await rows()).toMatchObject([{ version: 1, state: 'draft', body: '正月十五开。' }])
})

it('changes the draft that it made, and says what', async () => {
  const [planned] = await run('正月十六开。', true)
  expect(planned?.diff?.body.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'removed 正月十五开。',
    'added 正月十六开。',
  ])
  await run('正月十六开。')
  expect(await rows()).toMatchObject([{ version: 1, body: '正月十六开。' }])
})

it('leaves what is under review alone, and corrects what is in force by a new draft', async () => {
  const set = (state: 'in_review' | 'published') =>
    database.db
      .updateTable('articles')
      .set({ state, published_at: clock.now() })
      .where('source_id', '=', 'file:a/灯会.md')
      .execute()
  await set('in_review')
  expect((await run('正月十七开。'))[0]).toMatchObject({ kind: 'blocked' })
  await set('published')
  expect((await run('正月十七开。'))[0]).toMatchObject({ kind: 'changed' })
  expect((await rows()).map(({ state, body }) => [state, body])).toEqual([
    ['published', '正月十六开。'],
    ['draft', '正月十七开。'],
  ])
})

it('hints at articles that answer the same', async () => {
  const [article] = samplePack().articles
  const text = `# 另一条\n\n${article?.body}`
  const [outcome] = await importArticles(deps, [readMarkdown(text, 'file:copy.md')], {
    defaults,
    dryRun: true,
  })
  const copied = readMarkdown(
    `---\ntitle: ${article?.title}\n---\n${article?.body}`,
    'file:copy2.md',
  )
  const [second] = await importArticles(deps, [copied], { defaults, dryRun: true })
  expect([...(outcome?.similar ?? []), ...(second?.similar ?? [])].map(({ key }) => key)).toContain(
    article?.id,
  )
})
