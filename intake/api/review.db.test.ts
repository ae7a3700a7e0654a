import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../db/kernel/ids.ts'
import type { Role } from '../../dispatch/order/roles.ts'
import type { Proposal, Propose } from '../../dispatch/proposal/proposal.ts'
import type { QueueItem, RequestDetail } from '../protocol/console-api.ts'
import type { Why } from '../protocol/review-api.ts'
import { actionId, type ConsoleSession } from '../testing/console-session.ts'
import { acceptProposal, fileRequest, findInQueue, lookUp } from '../testing/play-thread.ts'
import { createTestApp, type TestApp, wordProposer } from '../testing/test-app.ts'

/** Risk where it says 聚集. */
const propose: Propose = async (input) => {
  const proposal = await wordProposer(input)
  return { ...proposal, flags: /聚集/.test(input.text) ? ['collective'] : [] }
}

/** What the engine says of a message with two demands. */
async function twoDemands(requestId: string, texts: readonly [string, string]): Promise<void> {
  const whole = await propose({ channel: 'call', text: texts.join(''), at: now })
  const parts = texts.map((text) => {
    const { versions: _, ms: __, ...part } = { ...whole, text, parts: undefined }
    return part
  })
  const body: Proposal = { ...whole, parts }
  await site.database.db
    .insertInto('proposals')
    .values({
      id: newId(now.getTime()),
      request_id: requestId,
      model_version: 'm',
      index_version: 'i',
      body,
      ms: 1,
      created_at: now,
    })
    .execute()
}

let site: TestApp
let desk: ConsoleSession
let other: ConsoleSession
let reviewer: ConsoleSession
let now = new Date('2026-03-02T02:00:00Z')
const clock = { now: () => now }
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}

beforeAll(async () => {
  site = await createTestApp({ propose, clock, env: { DISPATCH_UNDO_SECONDS: '8' } })
  const staff = (role: Role) => site.staff([role])
  desk = await staff('dispatcher')
  other = await staff('dispatcher')
  reviewer = await staff('reviewer')
})
afterAll(() => site?.close())

async function file(text = '一街道2号楼电梯坏了三天') {
  const { chat, receipt } = await fileRequest(site.chatUrl, text)
  const item = await findInQueue(desk, receipt.request_no)
  return { chat, receipt, id: item.request_id, item }
}
const detailOf = (id: string, who = desk) => who.get<RequestDetail>(`/console/requests/${id}`)

async function confirm(id: string, who = desk, more: object = {}) {
  const detail = await detailOf(id, who)
  const body = {
    client_action_id: actionId(),
    order_version: detail.order_version,
    proposal_id: detail.proposal_id,
    decision: acceptProposal(detail),
    reason_code: null,
    note: '',
    ...more,
  }
  return { body, answer: await who.call('POST', `/console/requests/${id}/dispatch`, body) }
}
const inQueue = async (id: string) => {
  const page = await desk.get<{ items: QueueItem[] }>('/console/queue?limit=100')
  return page.items.find((item) => item.request_id === id)
}

describe('a confirmed order', () => {
  test('waits before it leaves, can be called back, and leaves once by its job', async () => {
    const { id, chat } = await file()
    const { body, answer } = await confirm(id)
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'awaiting_dispatch', leaves_at: '2026-03-02T02:00:08.000Z' },
    })
    expect(await inQueue(id)).toBeUndefined()
    expect((await detailOf(id)).leaving).toMatchObject({ mine: true })
    // A lost answer is asked for again; a colleague cannot decide it meanwhile.
    const again = await desk.call('POST', `/console/requests/${id}/dispatch`, body)
    expect(again).toEqual(answer)
    expect((await confirm(id, other)).answer).toMatchObject({ body: { code: 'order.leaving' } })
    const foreign = await other.call('POST', `/console/requests/${id}/undo`, {})
    expect(foreign).toMatchObject({ body: { code: 'order.actor-not-allowed' } })

    await desk.post(`/console/requests/${id}/undo`)
    expect(await inQueue(id)).toBeDefined()
    later(9)
    await site.runJobs()
    expect((await detailOf(id)).status).toBe('awaiting_dispatch')
    const repeated = await desk.call('POST', `/console/requests/${id}/dispatch`, body)
    expect(repeated.body).toMatchObject({ code: 'order.changed' })

    await confirm(id)
    later(8)
    await site.runJobs()
    const left = await detailOf(id)
    expect(left).toMatchObject({ status: 'dispatched', leaving: null })
    expect(left.due_at).toBe(new Date(now.getTime() + 7 * 86_400_000).toISOString())
    expect(left.events.map((e) => e.type)).toEqual([
      'request_registered',
      'dispatch_undone',
      'dispatched',
    ])
    const late = await desk.call('POST', `/console/requests/${id}/undo`, {})
    expect(late).toMatchObject({ status: 409, body: { code: 'order.left' } })
    chat.close()
  })

  test('comes back when something new was said before it left', async () => {
    const { id, chat } = await file()
    await confirm(id)
    await site.database.db
      .updateTable('work_orders')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('request_id', '=', id)
      .execute()
    later(9)
    await site.runJobs()
    expect((await detailOf(id)).status).toBe('awaiting_dispatch')
    expect(await inQueue(id)).toBeDefined()
    chat.close()
  })
})

describe('before an order goes out', () => {
  test('only a reviewer sends what is sensitive', async () => {
    const { id, item, chat } = await file('一街道很多业主聚集要求退费')
    expect(item.sensitive).toBe(true)
    expect((await confirm(id)).answer.body).toMatchObject({ code: 'order.sensitive' })
    expect((await confirm(id, reviewer)).answer.status).toBe(200)
    chat.close()
  })

  test('the citizen is asked by phone or chat, and the answer is a new fact', async () => {
    const { id, chat } = await file()
    later(1)
    const before = await detailOf(id)
    const press = { client_action_id: actionId(), text: '电梯现在有人被困吗？' }
    const ask = () => desk.call('POST', `/console/requests/${id}/questions`, press)
    expect((await ask()).status).toBe(204)
    expect((await ask()).status).toBe(204)
    const second = { ...press, client_action_id: actionId() }
    const refused = await desk.call('POST', `/console/requests/${id}/questions`, second)
    expect(refused.body).toMatchObject({ code: 'review.question-open' })
    expect(await inQueue(id)).toMatchObject({ waiting: true, answered: false })
    await expect
      .poll(() => chat.turns().map((t) => t.text))
      .toContainEqual(expect.stringContaining('有人被困吗'))

    await chat.say('没有人，在二街道那一侧')
    await expect
      .poll(async () => (await detailOf(id)).proposal?.place.subdistrict)
      .toBe('甲区二街道')
    const after = await detailOf(id)
    expect(after.proposal_id).not.toBe(before.proposal_id)
    expect(after.order_version).toBeGreaterThan(before.order_version)
    expect(after.questions).toMatchObject([
      { answered_via: 'chat', answer: '没有人，在二街道那一侧' },
    ])
    expect(await inQueue(id)).toMatchObject({ waiting: false, answered: true })

    later(1)
    const third = { client_action_id: actionId(), text: '是客梯还是货梯？' }
    await desk.post(`/console/requests/${id}/questions`, third)
    const open = (await detailOf(id)).questions.at(-1)
    const path = `/console/requests/${id}/questions/${open?.question_id}/answer`
    expect((await desk.call('POST', path, { text: '客梯' })).status).toBe(204)
    expect((await desk.call('POST', path, { text: '客梯' })).body).toMatchObject({
      code: 'review.question-not-found',
    })
    expect((await detailOf(id)).questions.at(-1)).toMatchObject({ answered_via: 'staff' })
    chat.close()
  })

  test('a consultation records who takes part, what each says, and its outcome', async () => {
    const { id, chat } = await file()
    const path = `/console/requests/${id}/consultations`
    const body = { client_action_id: actionId(), question: '谁来管', participants: ['990101001'] }
    const wrong = await desk.call('POST', path, { ...body, participants: ['nobody'] })
    expect(wrong.body).toMatchObject({ code: 'order.unit-unknown' })
    await desk.post(path, body)
    expect(await inQueue(id)).toMatchObject({ consulting: true, status: 'awaiting_dispatch' })
    const [open] = (await detailOf(id)).consultations
    const at = `${path}/${open?.consultation_id}`
    const early = await desk.call('POST', `${at}/close`, { outcome: '街道' })
    expect(early.body).toMatchObject({ code: 'review.opinion-missing' })
    await desk.post(`${at}/opinions`, { unit: '990101001', text: '可以牵头' })
    await desk.post(`${at}/close`, { outcome: '由一街道牵头' })
    const closed = await desk.call('POST', `${at}/opinions`, { unit: '990101001', text: '晚了' })
    expect(closed.body).toMatchObject({ code: 'review.consultation-not-found' })
    expect((await detailOf(id)).consultations).toMatchObject([
      {
        participants: [{ name: '甲区一街道' }],
        opinions: [{ unit: { name: '甲区一街道' }, opinion: '可以牵头' }],
        outcome: '由一街道牵头',
      },
    ])
    chat.close()
  })

  test('demands are separated, each with its own order and proposal, and joined again', async () => {
    const { id, receipt, chat } = await file('一街道2号楼电梯坏了，二街道路灯不亮')
    later(1)
    await twoDemands(id, ['一街道2号楼电梯坏了，', '二街道路灯不亮'])
    later(1)
    const { proposal, order_version } = await detailOf(id)
    const parts = proposal?.parts.map((part) => part.text) ?? []
    expect(parts).toHaveLength(2)
    const body = { client_action_id: actionId(), order_version, parts }
    const one = await desk.call('POST', `/console/requests/${id}/split`, { ...body, parts: ['甲'] })
    expect(one.body).toMatchObject({ code: 'review.split-invalid' })
    const made = await desk.post<{ request_ids: string[] }>(`/console/requests/${id}/split`, body)
    expect(await desk.post(`/console/requests/${id}/split`, body)).toEqual(made)
    const [child = ''] = made.request_ids
    const second = await detailOf(child)
    expect(second).toMatchObject({
      request_no: `${receipt.request_no}-2`,
      description: '二街道路灯不亮',
      part_of: { request_id: id },
    })
    expect(second.proposal?.parts).toEqual([])
    expect((await detailOf(id)).proposal?.text).toBe('一街道2号楼电梯坏了，')
    // The citizen finds the part under its number with the same code.
    const found = await lookUp(site.url, { ...receipt, request_no: second.request_no })
    expect(found.status).toBe('awaiting_dispatch')
    const twice = { ...body, client_action_id: actionId() }
    const now = await detailOf(id)
    const refused = await desk.call('POST', `/console/requests/${id}/split`, {
      ...twice,
      order_version: now.order_version,
    })
    expect(refused.body).toMatchObject({ code: 'review.split-done' })

    later(1)
    await desk.post(`/console/requests/${id}/rejoin`, { client_action_id: actionId() })
    expect(await inQueue(child)).toBeUndefined()
    await expect
      .poll(async () => (await detailOf(id)).proposal?.text)
      .toBe('一街道2号楼电梯坏了，二街道路灯不亮')
    expect((await detailOf(id)).parts).toEqual([])
    chat.close()
  })

  test('a cut is shown with what each demand would be proposed, in the place of the whole', async () => {
    const { id, chat } = await file('二街道3号楼电梯坏了，门口很脏')
    const parts = ['二街道3号楼电梯坏了', '门口很脏', '一街道的路也坏了']
    const path = `/console/requests/${id}/split/preview`
    const { items } = await desk.post<{ items: { lead_name: string }[] }>(path, { parts })
    expect(items.map((part) => part.lead_name)).toEqual(['甲区二街道', '甲区二街道', '甲区一街道'])
    const before = await detailOf(id)
    expect(before.parts).toEqual([])
    await desk.post(`/console/requests/${id}/split`, {
      client_action_id: actionId(),
      order_version: before.order_version,
      parts: parts.slice(0, 2),
    })
    const [child] = (await detailOf(id)).parts
    await expect
      .poll(async () => (await detailOf(child?.request_id ?? '')).proposal?.place.subdistrict)
      .toBe('甲区二街道')
    chat.close()
  })
})

test('the queue: emergency, time left, risk, confidence; who was asked waits behind', async () => {
  const { id, chat } = await file('一街道楼道灯不亮')
  const risky = await file('一街道楼道灯不亮，居民要聚集')
  const { items } = await desk.get<{ items: QueueItem[] }>('/console/queue?limit=100')
  const order = items.map((item) => item.request_id)
  expect(order.indexOf(risky.id)).toBeLessThan(order.indexOf(id))
  const paged: string[] = []
  let cursor = ''
  do {
    const page = await desk.get<{ items: QueueItem[]; next_cursor: string | null }>(
      `/console/queue?limit=1${cursor}`,
    )
    paged.push(...page.items.map((item) => item.request_id))
    cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : ''
  } while (cursor !== '')
  expect(paged).toEqual(order)
  chat.close()
  risky.chat.close()
})

test('why: class, places, precedents and how they ended', async () => {
  const { id, chat } = await file('一街道3号楼电梯坏了三天没人修')
  const why = await desk.get<Why>(`/console/requests/${id}/why`)
  expect(why.class).toMatchObject({ code: '0102', path: ['住房', '电梯'] })
  expect(why.precedents[0]).toMatchObject({
    unit: '甲区一街道',
    by: 'words',
    ended: expect.any(String),
  })
  expect(why.assist).toBeNull()
  chat.close()
})

test('the ledger says what was accepted and where the overridden orders went', async () => {
  const { id, chat } = await file()
  const detail = await detailOf(id)
  const decision = { ...acceptProposal(detail), lead: 'city-transport', mode: 'direct', copies: [] }
  const { answer } = await confirm(id, desk, { decision })
  expect(answer.body).toMatchObject({ code: 'order.reason-required' })
  await confirm(id, desk, { decision, reason_code: 'wrong_unit' })
  later(9)
  await site.runJobs()
  const figures = await reviewer.get<{ total: { n: number; hits: number; low: number } }>(
    '/console/quality?days=7',
  )
  expect(figures.total.n).toBeGreaterThan(figures.total.hits)
  const by = async (key: string) =>
    (await reviewer.get<{ items: Record<string, unknown>[] }>(`/console/quality/by/${key}`)).items
  expect(await by('unit')).toContainEqual(
    expect.objectContaining({
      label: '甲区一街道',
      overridden: 1,
      targets: [{ code: 'city-transport', name: '市交通委', n: 1 }],
      reasons: [{ reason: 'wrong_unit', n: 1 }],
    }),
  )
  expect((await by('class'))[0]).toMatchObject({ label: '住房 › 电梯' })
  const cases = await reviewer.get('/console/quality/by/unit/cases?value=990101001')
  expect(cases).toMatchObject({ items: [{ proposed: '甲区一街道', decided: '市交通委' }] })
  const unknown = await reviewer.call('POST', '/console/quality/drafts', { line: '7', days: 7 })
  expect(unknown.body).toMatchObject({ code: 'quality.line-unknown' })
  chat.close()
})
