import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyChains } from '../audit/verify-chains.ts'
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts'
import { createApplyPackJob } from './apply-pack-job.ts'
import { splitByHeading } from './article-store.ts'
import { hashPack } from './hash-pack.ts'
import { importPack } from './import-pack.ts'
import type { Article, Pack, Unit } from './pack.ts'
import { emptyTables, loadPack, loadPackVersion } from './pack-view.ts'
import { readPack } from './read-pack.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const unit = (code: string, name: string): Unit => ({
  code,
  name,
  short_names: [`${name}简称`],
  level: 'city',
  kind: 'department',
  parent_code: null,
  district_code: null,
  duty: '',
  on_call: false,
})
const article = (id: string, body: string): Article => ({
  id,
  title: `${id}怎么办`,
  questions: ['怎么办'],
  topics: [],
  service_codes: [],
  jurisdiction: '小城市',
  audience: '',
  owner: '市公安局',
  source: { title: '办法', issuer: '', date: '' },
  valid_from: '2026-01-01',
  valid_until: null,
  review_due: '',
  verify_before: '2027-01-01',
  version: 1,
  state: 'published',
  body,
})

function makePack(part: Partial<Pack>): Pack {
  const tables = {
    meta: {
      code: 'town',
      name: '小城',
      city: '小城市',
      city_short: [],
      version: '1',
      effective: '2026-01-01',
      timezone: 'Asia/Shanghai',
      required_precision: 0.95,
      hotline: '12345',
      licence: '',
      sources: [],
    },
    ...emptyTables(),
    units: [unit('a', '市水务局')],
    ...part,
  }
  return { ...tables, content_hash: hashPack(tables) }
}

describe('importPack', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.destroy())
  const load = (pack: Pack, now: Date, effective?: Date) =>
    importPack(database, pack, { now, by: 'test', ...(effective && { effective }) })
  const units = async () => {
    const rows = await database.db.selectFrom('units').selectAll().orderBy('code').execute()
    return rows.map((row) => `${row.code} ${row.name} ${row.active}`)
  }
  const articles = async () => {
    const rows = await database.db
      .selectFrom('articles')
      .selectAll()
      .orderBy('article_key')
      .orderBy('version')
      .execute()
    return rows.map((row) => `${row.article_key} ${row.version} ${row.state}`)
  }

  it('stores a pack once and gives it back as it was read', async () => {
    const pack = makePack({ texts: { greeting: { zh: '您好', en: 'Hello' } } })
    const first = await load(pack, day(1))
    expect(first.changed).toBe(true)
    expect(await load(pack, day(2))).toEqual({ versionId: first.versionId, changed: false })
    expect(await loadPack(database.db, day(3))).toEqual({ pack, versionId: first.versionId })
    const audit = await database.db.selectFrom('audit_events').selectAll().execute()
    expect(audit).toMatchObject([{ action: 'pack.import', actor_id: 'test' }])
    expect((await verifyChains(database.db)).ok).toBe(true)
  })

  it('brings a later version into force as a whole on its day, and an overtaken one never', async () => {
    const named = (name: string) => makePack({ units: [unit('a', name)] })
    const apply = async (versionId: string, now: Date) => {
      const job = createApplyPackJob({
        clock: { now: () => now },
        log: testLog,
        split: splitByHeading,
      })
      const payload = { version_id: versionId }
      await database.db.transaction().execute((trx) => job.apply(trx, payload, undefined))
    }
    await load(named('旧局'), day(1))
    const next = await load(named('新局'), day(1), day(10))
    expect(await units()).toEqual(['a 旧局 true'])
    const jobs = await database.db.selectFrom('jobs').select(['payload', 'run_at']).execute()
    expect(jobs).toEqual([{ payload: { version_id: next.versionId }, run_at: day(10) }])
    await apply(next.versionId, day(10))
    expect(await units()).toEqual(['a 新局 true'])
    await load(named('再新局'), day(11))
    await apply(next.versionId, day(12))
    expect(await units()).toEqual(['a 再新局 true'])
  })

  it('says when nothing is in force', async () => {
    await expect(loadPack(database.db)).rejects.toMatchObject({ code: 'pack.missing' })
    await load(makePack({}), day(1), day(10))
    await expect(loadPack(database.db, day(9))).rejects.toMatchObject({ code: 'pack.missing' })
  })

  it('keeps each version, and goes back to an earlier content as a new one', async () => {
    const [a, b] = [makePack({}), makePack({ calendar: { heating: '11-15' } })]
    const first = await load(a, day(1))
    await load(b, day(2))
    const third = await load(a, day(3))
    expect(third).toMatchObject({ changed: true })
    expect(third.versionId).not.toBe(first.versionId)
    const inForce = async (n: number) => (await loadPack(database.db, day(n))).pack.calendar
    expect(await inForce(1)).toEqual({})
    expect(await inForce(2)).toEqual({ heating: '11-15' })
    expect(await inForce(4)).toEqual({})
    expect((await loadPackVersion(database.db, first.versionId)).pack).toEqual(a)
    // A table whose content is known costs nothing: one changed table, one more content.
    const { length } = await database.db
      .selectFrom('pack_contents')
      .select('content_hash')
      .execute()
    const distinct = new Set(Object.keys(a)).size
    expect(length).toBeLessThan(2 * distinct)
  })

  it('retires units instead of deleting them, also when codes and names move', async () => {
    await load(
      makePack({ units: [unit('a', '甲局'), unit('b', '乙局'), unit('c', '丙局')] }),
      day(1),
    )
    await load(
      makePack({ units: [unit('a', '乙局'), unit('b', '甲局'), unit('d', '丙局')] }),
      day(2),
    )
    expect(await units()).toEqual([
      'a 乙局 true',
      'b 甲局 true',
      'c 丙局（原代码c） false',
      'd 丙局 true',
    ])
    await load(makePack({ units: [unit('c', '丙局')] }), day(3))
    expect((await units())[2]).toBe('c 丙局 true')
  })

  it('publishes articles with their passages, and a changed one as a new version', async () => {
    const body = '直接回答。\n\n## 材料\n照片\n\n### 地点\n派出所\n'
    const [permit, school] = [article('permit', body), article('school', '入学')]
    await load(makePack({ articles: [permit, school] }), day(1))
    const passages = await database.db
      .selectFrom('passages')
      .select(['seq', 'heading', 'text'])
      .where('text', '<>', '入学')
      .orderBy('seq')
      .execute()
    expect(passages).toEqual([
      { seq: 0, heading: '', text: '直接回答。' },
      { seq: 1, heading: '材料', text: '照片' },
      { seq: 2, heading: '地点', text: '派出所' },
    ])
    const draft = { ...article('draft', '未定'), state: 'draft' as const }
    await load(makePack({ articles: [article('permit', '新'), draft] }), day(2))
    expect(await articles()).toEqual([
      'permit 1 expired',
      'permit 2 published',
      'school 1 withdrawn',
    ])
  })

  it('loads the sample city in seconds', async () => {
    const pack = await readPack(fileURLToPath(new URL('beijing', import.meta.url)))
    const start = performance.now()
    await load(pack, day(1))
    // 0.6 s on an idle machine; the limit leaves room for tests beside it.
    expect(performance.now() - start).toBeLessThan(10_000)
    const loaded = await loadPack(database.db, day(2))
    expect(loaded.pack).toEqual(JSON.parse(JSON.stringify(pack)))
  })
})
