import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import type { ChatClient } from '../client/chat-client.ts'
import type { OrderDetail } from '../protocol/console-api.ts'
import { fileRequest } from '../testing/play-thread.ts'
import { createTestApp, type TestApp, wordProposer } from '../testing/test-app.ts'

const DAY = 86_400_000

/** The test's words, with a class of its own for bicycles. */
const propose: Propose = async (input) => {
  const found = await wordProposer(input)
  const bikes = { code: '0209', name: '共享单车', path: ['交通', '共享单车'], p: 0.9 }
  return /单车/.test(input.text) ? { ...found, service_codes: [bikes] } : found
}

let site: TestApp
let now = new Date('2026-03-01T02:00:00Z')
beforeAll(async () => {
  site = await createTestApp({ clock: { now: () => now }, propose })
})
afterAll(() => site?.close())

const say = async (chat: ChatClient, text: string, choice?: string) =>
  chat.answerTo((await chat.say(text, choice ? { choice } : {})).seq)

async function file(text = '一街道2号楼电梯坏了三天，物业不管') {
  const filed = await fileRequest(site.chatUrl, text)
  const { db } = site.database
  const row = await db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select(['o.id', 'o.status'])
    .where('r.request_no', '=', filed.receipt.request_no)
    .executeTakeFirstOrThrow()
  return { ...filed, orderId: row.id, requestNo: filed.receipt.request_no }
}

async function setStatus(orderId: string, status: 'replied' | 'following_up') {
  const { db } = site.database
  const staff = await db.selectFrom('staff_users').select('id').executeTakeFirstOrThrow()
  await db
    .updateTable('work_orders')
    .set({
      status,
      dispatched_at: now,
      due_at: now,
      lead_unit: '990101001',
      dispatched_by: staff.id,
    })
    .where('id', '=', orderId)
    .execute()
}

const eventsOf = async (orderId: string) => {
  const rows = await site.database.db
    .selectFrom('order_events')
    .select(['type', 'payload', 'public', 'actor_kind'])
    .where('order_id', '=', orderId)
    .orderBy('seq')
    .execute()
  return rows.slice(1)
}

describe('the same matter again (R11-3)', () => {
  const countOf = async (chat: ChatClient) => {
    const rows = await site.database.db
      .selectFrom('service_requests')
      .select('id')
      .where('conversation_id', '=', chat.conversationId)
      .execute()
    return rows.length
  }

  test('without a new fact shows the earlier request, with a reminder at hand', async () => {
    const { chat, orderId, requestNo } = await file()
    const again = await say(chat, '一街道2号楼电梯还没修好，物业不管')
    expect(again).toMatchObject({ asks: 'new_facts', outcome: null })
    expect(again.cards[0]).toMatchObject({ type: 'progress', request_no: requestNo })
    const offered = again.quick_replies.map((r) => r.value)
    expect(offered).toEqual([`order:remind:${requestNo}`, 'add-said', 'skip', 'file'])
    await say(chat, '催办', `order:remind:${requestNo}`)
    const once = await say(chat, '一街道2号楼电梯还没修好，物业不管')
    expect(once.asks).toBe('new_facts')
    expect((await say(chat, '把刚才说的补充进去', 'add-said')).text).toContain('done.add_facts')
    expect((await eventsOf(orderId)).map((e) => e.type)).toEqual(['reminded', 'facts_added'])
    expect(await countOf(chat)).toBe(1)
    chat.close()
  })

  test('with new facts is added to the earlier one, and can still be filed by itself', async () => {
    const { chat, orderId } = await file()
    const text = '一街道2号楼电梯又坏了，今天要每户交300元维修费，物业不管'
    const added = await say(chat, text)
    expect(added.text).toContain('order.done.add_facts')
    expect(added.cards[0]).toMatchObject({ type: 'progress' })
    const events = await eventsOf(orderId)
    expect(events.at(-1)).toMatchObject({ type: 'facts_added', payload: { text } })
    expect(await countOf(chat)).toBe(1)
    const own = await say(chat, '仍要提交诉求', 'file')
    expect(own.asks === 'contact' || own.asks === 'confirm').toBe(true)
    chat.close()
  })

  test('another matter at the same place is filed as ever', async () => {
    const { chat } = await file()
    const next = await say(chat, '一街道2号楼门口乱停共享单车')
    expect(next.asks === 'contact' || next.asks === 'confirm').toBe(true)
    chat.close()
  })
})

describe('after filing, in the same chat', () => {
  test('a reminder, new facts and a withdrawal are events of the order that the staff sees', async () => {
    const { chat, orderId, requestNo } = await file()
    expect((await say(chat, '催一下')).text).toContain('order.done.remind')
    const asked = await say(chat, '补充情况', `order:add_facts:${requestNo}`)
    expect(asked.asks).toBe('new_facts')
    expect((await say(chat, '今天有老人被困过')).text).toContain('order.done.add_facts')
    expect((await say(chat, '补充一下：物业电话打不通')).text).toContain('order.done.add_facts')
    const sure = await say(chat, '撤回诉求')
    expect(sure.quick_replies.map((r) => r.value)).toEqual(['yes', 'no'])
    expect((await say(chat, '先不', 'no')).text).toContain('order.unchanged')
    await say(chat, '撤回诉求')
    const gone = await say(chat, '确定', 'yes')
    expect(gone.cards[0]).toMatchObject({ type: 'progress', status: 'withdrawn' })
    const events = await eventsOf(orderId)
    expect(events.map((e) => e.type)).toEqual([
      'reminded',
      'facts_added',
      'facts_added',
      'withdrawn',
    ])
    expect(events.every((e) => e.public && e.actor_kind === 'citizen')).toBe(true)
    expect(events[2]?.payload).toMatchObject({ text: '物业电话打不通' })
    const desk = await site.staff(['supervisor'])
    expect((await say(chat, '催办')).text).toContain('order.too_late')
    await setStatus(orderId, 'replied')
    const detail = await desk.call('GET', `/console/orders/${orderId}`)
    expect((detail.body as OrderDetail).events.map((e) => e.type_text)).toContain('补充情况')
    chat.close()
  })

  test('a rating asks three things, one at a time, and closes what is solved', async () => {
    await site.staff(['dispatcher'])
    const { chat, orderId, requestNo } = await file()
    await setStatus(orderId, 'following_up')
    expect((await say(chat, '评价', `order:rate:${requestNo}`)).text).toContain('rate.contacted')
    expect((await say(chat, '联系过', 'rate:contacted:yes')).text).toContain('rate.solved')
    expect((await say(chat, '解决了')).text).toContain('rate.satisfied')
    const done = await say(chat, '挺满意的')
    expect(done.text).toContain('order.done.rate')
    expect(done.cards[0]).toMatchObject({ type: 'progress', status: 'closed' })
    const events = await eventsOf(orderId)
    expect(events.map((e) => e.type)).toEqual(['rated', 'closed'])
    const rating = { contacted: 'yes', solved: 'yes', satisfied: 'satisfied' }
    expect(events[0]?.payload).toMatchObject({ rating })
    chat.close()
  })

  test('what is not solved is handled again, with the words as the reason', async () => {
    const { chat, orderId } = await file()
    await setStatus(orderId, 'following_up')
    const done = await say(chat, '没有解决，电梯今天又停了')
    expect(done.cards[0]).toMatchObject({ status: 'handling' })
    expect((await eventsOf(orderId)).map((e) => e.type)).toEqual(['reopened'])
    chat.close()
  })

  test('number and code open the same actions in another conversation, and nothing else does', async () => {
    const { chat, receipt, requestNo } = await file()
    const other = await site.chat()
    expect((await say(other, '催办', `order:remind:${requestNo}`)).text).toContain('progress.none')
    const found = await say(other, `查进度 ${requestNo} ${receipt.query_code}`)
    expect(found.cards[0]).toMatchObject({ request_no: requestNo })
    expect((await say(other, '催一下')).text).toContain('order.done.remind')
    chat.close()
    other.close()
  })
})

describe('long silence and another device', () => {
  test('a code takes the conversation to another device, once', async () => {
    const chat = await site.chat()
    await say(chat, '一街道2号楼电梯坏了三天，物业不管')
    const told = await say(chat, '我想换个手机继续')
    expect(told.text).toContain('pickup.code')
    expect(told.asks).toBe('contact')
    const resumeCode = told.text.split(' ').at(-1) ?? ''
    const phone = await site.chat({ resumeCode })
    expect(phone.conversationId).toBe(chat.conversationId)
    expect(phone.resumeToken).not.toBe(chat.resumeToken)
    const summary = await say(phone, '不留电话', 'skip')
    expect(summary.asks).toBe('confirm')
    await expect(site.chat({ resumeCode })).rejects.toThrow()
    const again = await site.chat({ resumeToken: phone.resumeToken })
    expect(again.conversationId).toBe(chat.conversationId)
    for (const one of [phone, again]) one.close()
    chat.close()
  })

  test('a summary that waits is shown again, and after its days it expires and is told', async () => {
    const chat = await site.chat()
    await say(chat, '一街道2号楼电梯坏了三天，物业不管')
    await say(chat, '不留电话', 'skip')
    chat.close()
    now = new Date(now.getTime() + DAY)
    const back = await site.chat({ resumeToken: chat.resumeToken, lastSeq: chat.lastSeq() })
    const waiting = await back.waitFor(
      (f): f is Extract<typeof f, { type: 'turn' }> =>
        f.type === 'turn' && f.text.includes('draft.waiting'),
    )
    expect(waiting).toMatchObject({ asks: 'confirm' })
    back.close()
    now = new Date(now.getTime() + 8 * DAY)
    await site.runJobs()
    const late = await site.chat({ resumeToken: chat.resumeToken, lastSeq: waiting.seq })
    const expired = await late.waitFor(
      (f): f is Extract<typeof f, { type: 'turn' }> =>
        f.type === 'turn' && f.text.includes('draft.expired'),
    )
    expect(expired.cards[0]).toMatchObject({ type: 'draft', state: 'expired' })
    late.close()
  })
})
