import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChains } from '../../db/audit/verify-chains.ts'
import { manualClock } from '../../db/kernel/clock.ts'
import { createLiveAsk } from '../../kb/answer/live-ask.ts'
import { planArticleExpiry } from '../../kb/article/expire-articles-job.ts'
import { createHashEmbedder } from '../../kb/embed/hash-embedder.ts'
import type {
  ArticleContent,
  DeskArticle,
  DeskPage,
  Overview,
  Preview,
} from '../protocol/kb-desk-api.ts'
import type { GapDetail, GapItem, SuiteDetail } from '../protocol/kb-gap-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { makeProposal } from '../testing/make-proposal.ts'
import { smallPack } from '../testing/small-pack.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const clock = manualClock(new Date('2026-03-02T02:00:00Z'))
const content = (more: Partial<ArticleContent> = {}): ArticleContent => ({
  title: '宠物猫登记',
  questions: ['养猫要登记吗', '宠物猫怎么登记'],
  topics: ['养宠物'],
  service_codes: [],
  service_points: [],
  jurisdiction: '小城',
  audience: '养猫的人',
  owner: '甲区一街道',
  source: { title: '《小城宠物办法》', issuer: '小城', date: '2026-01-01', url: '' },
  valid_from: '2026-01-01',
  valid_until: '',
  review_due: '2026-12-01',
  verify_before: '2026-12-01',
  attachments: [],
  body: '养猫要登记，带身份证到街道办理。\n\n## 费用\n\n登记费20元。',
  ...more,
})

let site: TestApp
let writer: ConsoleSession
let reviewer: ConsoleSession
let unit: ConsoleSession
let stranger: ConsoleSession
let live: ReturnType<typeof createLiveAsk>

beforeAll(async () => {
  const pack = smallPack()
  site = await createTestApp({
    clock,
    ask: (input) => live.ask(input),
    askWith: (draft) => live.askWith(draft),
    env: { SESSION_HOURS: '72' },
    propose: async () => makeProposal({ triage: 'inquiry', mode: 'none', deadline: null }),
  })
  live = createLiveAsk({
    db: site.database.db,
    servicePoints: [],
    pack,
    embedder: createHashEmbedder(),
  })
  writer = await site.staff(['supervisor'])
  reviewer = await site.staff(['reviewer'])
  unit = await site.staff(['unit'], '甲区一街道')
  stranger = await site.staff(['unit'], '甲区二街道')
})
afterAll(() => site?.close())

const kb = '/console/kb'
const read = (who: ConsoleSession, id: string) => who.get<DeskArticle>(`${kb}/articles/${id}`)
const write = async (who: ConsoleSession, more: Partial<ArticleContent> = {}, gap?: string) =>
  (
    await who.post<{ id: string }>(`${kb}/articles`, {
      content: content(more),
      gap_id: gap ?? null,
    })
  ).id
const act = async (who: ConsoleSession, id: string, action: string, reason = '') => {
  const { row_version } = await read(reviewer, id)
  return await who.call('POST', `${kb}/articles/${id}/${action}`, { row_version, reason })
}
const publish = async (id: string, by = writer) => {
  expect((await act(by, id, 'submit')).status).toBe(204)
  const done = await act(reviewer, id, 'publish')
  expect(done.status, JSON.stringify(done.body)).toBe(204)
}
const ask = (text: string) => live.ask({ text, at: clock.now() })

describe('the life of an article', () => {
  it('is answered from only when somebody else has approved it', async () => {
    const id = await write(writer)
    expect((await ask('养猫要登记吗')).outcome).toBe('refused')
    expect((await act(writer, id, 'submit')).status).toBe(204)
    const own = await act(writer, id, 'publish')
    expect(own.body).toMatchObject({ code: 'kb.own-approval' })
    expect((await act(reviewer, id, 'publish')).status).toBe(204)
    const answer = await ask('养猫要登记吗')
    expect(answer).toMatchObject({ outcome: 'answered' })
    expect(answer.citations[0]?.title).toBe('宠物猫登记')
    const { versions } = await read(writer, id)
    expect(versions[0]).toMatchObject({ state: 'published', version: 1 })
    expect(versions[0]?.approver).not.toBe(versions[0]?.writer)
  })

  it('keeps the version in force while its correction is written, and exchanges them at once', async () => {
    const { items } = await writer.get<DeskPage>(`${kb}/articles?state=published`)
    const old = items[0]?.id ?? ''
    const { id } = await writer.post<{ id: string }>(`${kb}/articles/${old}/revise`, {})
    const draft = await read(writer, id)
    expect(draft).toMatchObject({ state: 'draft', version: 2, outdated: false })
    const body = draft.content.body.replace('20元', '10元')
    const saved = { row_version: draft.row_version, content: { ...draft.content, body } }
    await writer.post(`${kb}/articles/${id}/save`, saved)
    expect((await ask('养猫登记多少钱')).answer).toContain('20元')
    const shown = await writer.post<Preview>(`${kb}/preview`, {
      key: draft.key,
      content: saved.content,
      questions: ['养猫登记多少钱'],
    })
    expect(shown.items[0]?.now.answer).toContain('20元')
    expect(shown.items[0]?.with_draft.answer).toContain('10元')
    const { diff } = await read(writer, id)
    expect(diff?.body.filter(({ kind }) => kind !== 'same').map(({ text }) => text)).toEqual([
      '登记费20元。',
      '登记费10元。',
    ])
    await publish(id)
    expect((await ask('养猫登记多少钱')).answer).toContain('10元')
    const passages = await site.database.db
      .selectFrom('passages')
      .innerJoin('articles as a', 'a.id', 'passages.article_id')
      .select(['a.version', 'passages.text'])
      .execute()
    expect(new Set(passages.map(({ version }) => version))).toEqual(new Set([2]))
  })

  it('refuses to overwrite what another editor has saved, and to publish over a newer version', async () => {
    const id = await write(writer, { title: '遛狗' })
    const { row_version, content: mine } = await read(writer, id)
    await reviewer.post(`${kb}/articles/${id}/save`, {
      row_version,
      content: { ...mine, audience: '狗主人' },
    })
    const late = await writer.call('POST', `${kb}/articles/${id}/save`, {
      row_version,
      content: mine,
    })
    expect(late).toMatchObject({ status: 409, body: { code: 'kb.article-changed' } })
    expect((await read(writer, id)).content.audience).toBe('狗主人')
  })

  it('gives a unit its own articles and no others', async () => {
    const foreign = await unit.call('POST', `${kb}/articles`, {
      content: content({ owner: '甲区' }),
    })
    expect(foreign.body).toMatchObject({ code: 'kb.other-owner' })
    const id = await write(unit, { title: '街道的事' })
    expect((await act(stranger, id, 'submit')).body).toMatchObject({ code: 'kb.other-owner' })
    expect((await act(unit, id, 'publish')).status).toBe(403)
    const { items } = await stranger.get<DeskPage>(`${kb}/articles`)
    expect(items).toEqual([])
  })

  it('names what is missing instead of sending half an article to review', async () => {
    const id = await write(writer, {
      title: '没写完',
      source: { title: '', issuer: '', date: '', url: '' },
    })
    const refused = await act(writer, id, 'submit')
    expect(refused).toMatchObject({ status: 400, body: { code: 'kb.incomplete' } })
    expect(JSON.stringify(refused.body)).toContain('来源')
  })

  it('ends articles on their last day, with a row in the audit trail', async () => {
    const id = await write(writer, {
      title: '灯会',
      valid_until: '2026-03-02',
      questions: ['灯会在哪'],
    })
    await publish(id)
    const { due } = await writer.get<Overview>(`${kb}/overview`)
    expect(due.find((one) => one.id === id)).toMatchObject({
      due: '2026-03-02',
      kind: 'valid_until',
    })
    clock.set(new Date('2026-03-02T17:00:00Z'))
    await planArticleExpiry(site.database.db, clock.now(), clock.now())
    await site.runJobs()
    expect((await read(writer, id)).state).toBe('expired')
    expect((await verifyChains(site.database.db)).ok).toBe(true)
  })
})

describe('the gap loop', () => {
  it('leads from a refused question to a ticket, an article and an answer', async () => {
    const question = '共享单车押金怎么退？我的电话是13800138000'
    const chat = await site.chat()
    const { seq } = await chat.say(question)
    await chat.answerTo(seq)
    const collect = async () => {
      clock.advance(11_000)
      await site.runJobs()
    }
    await collect()
    const { items } = await unit.get<{ items: GapItem[] }>(`${kb}/gaps`)
    const all = await writer.get<{ items: GapItem[] }>(`${kb}/gaps`)
    const gap = all.items.find(({ title }) => title.includes('单车'))
    expect(gap).toMatchObject({ state: 'open', asked: 1 })
    expect(JSON.stringify(all)).not.toContain('13800138000')
    expect(items.every(({ owner }) => owner === '甲区一街道')).toBe(true)

    const draft = { title: '共享单车押金退还', questions: ['共享单车押金怎么退'] }
    const body = '在单车应用里点退押金，企业应当退还。\n\n## 时限\n\n2个工作日内退还。'
    const id = await write(writer, { ...draft, body }, gap?.id)
    await publish(id)
    await collect()
    const closed = await writer.get<GapDetail>(`${kb}/gaps/${gap?.id}`)
    expect(closed).toMatchObject({ state: 'closed' })
    expect(closed.checks?.[0]).toMatchObject({ outcome: 'answered', ok: true })
    const again = await chat.say('共享单车押金怎么退')
    const turn = await chat.answerTo(again.seq)
    expect(turn.cards.find(({ type }) => type === 'answer')).toMatchObject({
      title: '共享单车押金退还',
    })
    chat.close()
  })

  it('takes a correction from whoever answers citizens', async () => {
    const { items } = await writer.get<DeskPage>(`${kb}/articles?state=published&q=宠物猫`)
    const operator = await site.staff(['operator'])
    const { id } = await operator.post<{ id: string }>(`${kb}/corrections`, {
      article: items[0]?.key,
      note: '登记费已经取消',
      question: '养猫登记要钱吗',
    })
    const gap = await unit.get<GapDetail>(`${kb}/gaps/${id}`)
    expect(gap).toMatchObject({ kind: 'correction', owner: '甲区一街道', note: '登记费已经取消' })
    const { id: draft } = await unit.post<{ id: string }>(
      `${kb}/articles/${gap.in_force?.id}/revise`,
      { gap_id: id },
    )
    expect((await read(unit, draft)).gap_id).toBe(id)
  })
})

describe('hit tests', () => {
  it('keep a list, ask it again after a change and say what is different', async () => {
    const text = '养猫要登记吗\n冥王星几点开门\trefuse\n潮汐车道几点开'
    const { id } = await writer.post<{ id: string }>(`${kb}/suites`, { name: '常问', text })
    await site.runJobs()
    const first = await writer.get<SuiteDetail>(`${kb}/suites/${id}`)
    expect(first.runs[0]?.results?.map(({ ok }) => ok)).toEqual([null, true, null])
    const questions = ['潮汐车道几点开']
    await publish(await write(writer, { title: '潮汐车道', questions, body: '早7点开。' }))
    await writer.post(`${kb}/suites/${id}/run`, {})
    await site.runJobs()
    const second = await writer.get<SuiteDetail>(`${kb}/suites/${id}`)
    expect(second.changes.map((change) => change.text)).toEqual(questions)
    expect((await writer.call('POST', `${kb}/suites`, { name: '空', text: '# 无' })).status).toBe(
      400,
    )
  })
})

async function raise(current: string, price: number): Promise<string> {
  const { id } = await writer.post<{ id: string }>(`${kb}/articles/${current}/revise`, {})
  const draft = await read(writer, id)
  const body = `票价${price}元。\n\n## 费用\n\n${price}元，凭${price}元票上船。`
  await writer.post(`${kb}/articles/${id}/save`, {
    row_version: draft.row_version,
    content: { ...draft.content, body },
  })
  await publish(id)
  return id
}

describe('publishing while others search', () => {
  it('shows the old article or the new one, never none and never half of one', async () => {
    const key = await write(writer, {
      title: '轮渡票价',
      questions: ['轮渡多少钱'],
      body: '票价1元。\n\n## 费用\n\n1元，凭1元票上船。',
    })
    await publish(key)
    let going = true
    const seen: string[] = []
    const search = (async () => {
      while (going) {
        seen.push((await ask('轮渡多少钱')).answer)
        // The embedded database answers without leaving the turn: others must get one.
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    })()
    let current = key
    const stop = async () => {
      going = false
      await search
    }
    for (const price of [2, 3, 4, 5]) {
      const id = await raise(current, price).catch(async (error) => {
        await stop()
        throw error
      })
      current = id
    }
    await stop()
    expect(seen.length).toBeGreaterThan(4)
    for (const answer of seen) {
      const prices = new Set(answer.match(/\d(?=元)/g))
      expect(prices.size, answer).toBe(1)
    }
    expect((await ask('轮渡多少钱')).answer).toContain('5元')
  })
})
