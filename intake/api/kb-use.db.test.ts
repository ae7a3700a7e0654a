import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manualClock } from '../../db/kernel/clock.ts'
import { planArticleExpiry } from '../../kb/article/expire-articles-job.ts'
import type { DeskArticle, Overview } from '../protocol/kb-desk-api.ts'
import type { NoticeList, Usage } from '../protocol/kb-use-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const clock = manualClock(new Date('2026-03-02T02:00:00Z'))
let site: TestApp
let writer: ConsoleSession
let reviewer: ConsoleSession
let unit: ConsoleSession
let stranger: ConsoleSession

beforeAll(async () => {
  site = await createTestApp({ clock, runJobs: false, env: { SESSION_HOURS: '720' } })
  writer = await site.staff(['supervisor'])
  reviewer = await site.staff(['reviewer'])
  unit = await site.staff(['unit'], '甲区一街道')
  stranger = await site.staff(['unit'], '甲区二街道')
})
afterAll(() => site?.close())

const kb = '/console/kb'
const read = (who: ConsoleSession, id: string) => who.get<DeskArticle>(`${kb}/articles/${id}`)

async function publish(more: Partial<DeskArticle['content']>): Promise<string> {
  const content = {
    title: '宠物猫登记',
    questions: ['养猫要登记吗'],
    topics: [],
    service_codes: [],
    service_points: [],
    jurisdiction: '小城',
    audience: '',
    owner: '甲区一街道',
    source: { title: '《小城宠物办法》', issuer: '小城', date: '2026-01-01', url: '' },
    valid_from: '2026-01-01',
    valid_until: '',
    review_due: '2026-03-20',
    verify_before: '2026-02-20',
    body: '养猫要登记。',
    ...more,
  }
  const { id } = await writer.post<{ id: string }>(`${kb}/articles`, { content })
  await writer.post(`${kb}/articles/${id}/submit`, { row_version: 1 })
  await reviewer.post(`${kb}/articles/${id}/publish`, { row_version: 2 })
  return id
}

async function nextDay(): Promise<void> {
  clock.advance(86_400_000)
  await planArticleExpiry(site.database.db, clock.now(), clock.now())
  await site.runJobs()
}
const notices = (who: ConsoleSession) => who.get<NoticeList>(`${kb}/notices`)
const due = ({ items }: NoticeList) => items.map(({ kind, due: day }) => `${kind} ${day}`)

describe('reminders', () => {
  let id: string

  it('are made once for what falls due within a month, for the unit that owns it', async () => {
    id = await publish({})
    await publish({ title: '以后再说', review_due: '2026-12-01', verify_before: '2026-12-01' })
    await nextDay()
    await nextDay()
    const mine = await notices(unit)
    expect(due(mine)).toEqual(['verify 2026-02-20', 'review 2026-03-20'])
    expect(mine).toMatchObject({
      open: 2,
      overdue: 1,
      items: [{ overdue: true }, { overdue: false }],
    })
    expect(due(await notices(stranger))).toEqual([])
    expect(due(await notices(reviewer))).toEqual(due(mine))
    const { notices: badge } = await unit.get<Overview>(`${kb}/overview`)
    expect(badge).toEqual({ open: 2, overdue: 1 })
    const operator = await site.staff(['operator'])
    expect((await operator.call('GET', `${kb}/notices`)).status).toBe(403)
  })

  it('are settled by whoever looked and says that it still holds, which its writer may not', async () => {
    const { row_version, content } = await read(reviewer, id)
    const days = { review_due: '2026-09-20', verify_before: '2026-09-20' }
    const confirm = (who: ConsoleSession, more: object) =>
      who.call('POST', `${kb}/articles/${id}/confirm`, { row_version, ...days, ...more })
    expect((await confirm(unit, {})).status).toBe(403)
    expect(await confirm(writer, {})).toMatchObject({ body: { code: 'kb.own-approval' } })
    const nothing = { review_due: '', verify_before: '' }
    expect(await confirm(reviewer, nothing)).toMatchObject({ body: { code: 'kb.day-needed' } })
    const done = await confirm(reviewer, {})
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    expect(await confirm(reviewer, {})).toMatchObject({ status: 409 })
    const next = await read(reviewer, (done.body as { id: string }).id)
    expect(next).toMatchObject({ state: 'published', version: 2, content: { ...content, ...days } })
    expect(next.versions.map(({ state }) => state)).toEqual(['published', 'expired'])
    expect(due(await notices(unit))).toEqual([])
    const rows = await site.database.db.selectFrom('kb_notices').select(['done_by']).execute()
    expect(rows.every(({ done_by }) => done_by !== null)).toBe(true)
    await nextDay()
    expect(due(await notices(unit))).toEqual([])
  })

  it('are settled by a corrected version and by a withdrawal, and an end of validity is one', async () => {
    const ending = await publish({
      title: '灯会',
      review_due: '',
      verify_before: '2026-12-01',
      valid_until: '2026-03-20',
    })
    await nextDay()
    expect(due(await notices(unit))).toEqual(['expiry 2026-03-20'])
    const { row_version } = await read(reviewer, ending)
    await reviewer.post(`${kb}/articles/${ending}/withdraw`, { row_version, reason: '取消了' })
    expect(due(await notices(unit))).toEqual([])
  })
})

it('shows how the articles are used, week by week and one by one, to a unit its own', async () => {
  const { db } = site.database
  const front = { article_key: 'x-street', way: 'view', count: 3 } as const
  await db
    .insertInto('kb_usage')
    .values([
      { ...front, day: '2026-03-02' },
      { day: '2026-02-25', article_key: '', way: 'search', count: 9 },
      { day: '2026-02-25', article_key: '', way: 'search_empty', count: 2 },
    ])
    .execute()
  const key = (await read(reviewer, await publish({ title: '排水', owner: '甲区二街道' }))).key
  await db
    .insertInto('kb_usage')
    .values({ day: '2026-03-02', article_key: key, way: 'chat', count: 5 })
    .execute()
  const all = await reviewer.get<Usage>(`${kb}/usage?weeks=4`)
  expect(all.weeks).toHaveLength(4)
  expect(all.weeks.find(({ week }) => week === '2026-02-23')).toMatchObject({
    search: 9,
    search_empty: 2,
  })
  expect(all.articles).toMatchObject([{ key, title: '排水', chat: 5, view: 0 }])
  expect((await stranger.get<Usage>(`${kb}/usage?weeks=4`)).articles).toHaveLength(1)
  expect((await unit.get<Usage>(`${kb}/usage?weeks=4`)).articles).toEqual([])
})
