import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manualClock } from '../../db/kernel/clock.ts'
import { planArticleExpiry } from '../../kb/article/expire-articles-job.ts'
import type { ArticleContent, Overview } from '../protocol/kb-desk-api.ts'
import type { NoticeList, Usage } from '../protocol/kb-use-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { articleContent, KB, type KbKit, openKbKit } from '../testing/kb-kit.ts'

const clock = manualClock(new Date('2026-03-02T02:00:00Z'))
let kit: KbKit
beforeAll(async () => {
  kit = await openKbKit({ clock, runJobs: false, env: { SESSION_HOURS: '720' } })
})
afterAll(() => kit?.site.close())

async function publish(more: Partial<ArticleContent>): Promise<string> {
  const days = { review_due: '2026-03-20', verify_before: '2026-02-20' }
  const id = await kit.write(kit.writer, articleContent({ ...days, ...more }))
  await kit.publish(id)
  return id
}

async function nextDay(): Promise<void> {
  clock.advance(86_400_000)
  await planArticleExpiry(kit.site.database.db, clock.now(), clock.now())
  await kit.site.runJobs()
}
const notices = (who: ConsoleSession) => who.get<NoticeList>(`${KB}/notices`)
const due = ({ items }: NoticeList) => items.map(({ kind, due: day }) => `${kind} ${day}`)

describe('reminders', () => {
  let id: string

  it('are made once for what falls due within a month, for the unit that owns it', async () => {
    id = await publish({})
    await publish({ title: '以后再说', review_due: '2026-12-01', verify_before: '2026-12-01' })
    await nextDay()
    await nextDay()
    const mine = await notices(kit.unit)
    expect(due(mine)).toEqual(['verify 2026-02-20', 'review 2026-03-20'])
    expect(mine).toMatchObject({
      open: 2,
      overdue: 1,
      items: [{ overdue: true }, { overdue: false }],
    })
    expect(due(await notices(kit.stranger))).toEqual([])
    expect(due(await notices(kit.reviewer))).toEqual(due(mine))
    const { notices: badge } = await kit.unit.get<Overview>(`${KB}/overview`)
    expect(badge).toEqual({ open: 2, overdue: 1 })
    const operator = await kit.site.staff(['operator'])
    expect((await operator.call('GET', `${KB}/notices`)).status).toBe(403)
  })

  it('are settled by whoever looked and says that it still holds, which its writer may not', async () => {
    const { row_version, content } = await kit.read(id)
    const days = { review_due: '2026-09-20', verify_before: '2026-09-20' }
    const confirm = (who: ConsoleSession, more: object) =>
      who.call('POST', `${KB}/articles/${id}/confirm`, { row_version, ...days, ...more })
    expect((await confirm(kit.unit, {})).status).toBe(403)
    expect(await confirm(kit.writer, {})).toMatchObject({ body: { code: 'kb.own-approval' } })
    const nothing = { review_due: '', verify_before: '' }
    expect(await confirm(kit.reviewer, nothing)).toMatchObject({ body: { code: 'kb.day-needed' } })
    const done = await confirm(kit.reviewer, {})
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    expect(await confirm(kit.reviewer, {})).toMatchObject({ status: 409 })
    const next = await kit.read((done.body as { id: string }).id)
    expect(next).toMatchObject({ state: 'published', version: 2, content: { ...content, ...days } })
    expect(next.versions.map(({ state }) => state)).toEqual(['published', 'expired'])
    expect(due(await notices(kit.unit))).toEqual([])
    const rows = await kit.site.database.db.selectFrom('kb_notices').select(['done_by']).execute()
    expect(rows.every(({ done_by }) => done_by !== null)).toBe(true)
    await nextDay()
    expect(due(await notices(kit.unit))).toEqual([])
  })

  it('are settled by a corrected version and by a withdrawal, and an end of validity is one', async () => {
    const ending = await publish({
      title: '灯会',
      review_due: '',
      verify_before: '2026-12-01',
      valid_until: '2026-03-20',
    })
    await nextDay()
    expect(due(await notices(kit.unit))).toEqual(['expiry 2026-03-20'])
    const { row_version } = await kit.read(ending)
    await kit.reviewer.post(`${KB}/articles/${ending}/withdraw`, { row_version, reason: '取消了' })
    expect(due(await notices(kit.unit))).toEqual([])
  })
})

it('shows how the articles are used, week by week and one by one, to a unit its own', async () => {
  const { db } = kit.site.database
  const front = { article_key: 'x-street', way: 'view', count: 3 } as const
  await db
    .insertInto('kb_usage')
    .values([
      { ...front, day: '2026-03-02' },
      { day: '2026-02-25', article_key: '', way: 'search', count: 9 },
      { day: '2026-02-25', article_key: '', way: 'search_empty', count: 2 },
    ])
    .execute()
  const key = (await kit.read(await publish({ title: '排水', owner: '甲区二街道' }))).key
  await db
    .insertInto('kb_usage')
    .values({ day: '2026-03-02', article_key: key, way: 'chat', count: 5 })
    .execute()
  const all = await kit.reviewer.get<Usage>(`${KB}/usage?weeks=4`)
  expect(all.weeks).toHaveLength(4)
  expect(all.weeks.find(({ week }) => week === '2026-02-23')).toMatchObject({
    search: 9,
    search_empty: 2,
  })
  expect(all.articles).toMatchObject([{ key, title: '排水', chat: 5, view: 0 }])
  expect((await kit.stranger.get<Usage>(`${KB}/usage?weeks=4`)).articles).toHaveLength(1)
  expect((await kit.unit.get<Usage>(`${KB}/usage?weeks=4`)).articles).toEqual([])
})
