import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecrets } from '../../db/kernel/secrets.ts'
import { createTestDatabase } from '../../db/testing/test-database.ts'
import { type ChatClient, newClientMessageId } from '../client/chat-client.ts'
import type { Card, ServerFrame, TurnFrame } from '../protocol/chat-frames.ts'
import { talkUntilCard } from '../testing/play-thread.ts'
import { createTestApp, type TestApp, wordProposer } from '../testing/test-app.ts'

const COMPLAINT = '一街道2号楼电梯坏了三天，物业不管'
type DraftCard = Extract<Card, { type: 'draft' }>

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site?.close())

const isError = (f: ServerFrame): f is Extract<ServerFrame, { type: 'error' }> => f.type === 'error'
const isAck = (f: ServerFrame): f is Extract<ServerFrame, { type: 'ack' }> => f.type === 'ack'
const isReceipt = (f: ServerFrame): f is TurnFrame =>
  f.type === 'turn' && f.cards.some((c) => c.type === 'receipt')

function errorFor(chat: ChatClient, id: string) {
  return chat.waitFor(
    (f): f is Extract<ServerFrame, { type: 'error' }> => isError(f) && f.client_message_id === id,
  )
}
function ackFor(chat: ChatClient, id: string) {
  return chat.waitFor(
    (f): f is Extract<ServerFrame, { type: 'ack' }> => isAck(f) && f.client_message_id === id,
  )
}
function receiptOf(turn: TurnFrame) {
  return turn.cards.find((c) => c.type === 'receipt') as Extract<Card, { type: 'receipt' }>
}
function confirm(chat: ChatClient, draft: DraftCard, id = newClientMessageId()) {
  chat.send({
    type: 'draft-confirm',
    client_message_id: id,
    draft_id: draft.draft_id,
    draft_version: draft.version,
  })
  return id
}
async function countRequests(): Promise<number> {
  const rows = await site.database.db.selectFrom('service_requests').select('id').execute()
  return rows.length
}

describe('a whole chat', () => {
  test('from the first word over the summary to the receipt and the progress', async () => {
    const chat = await site.chat()
    const greeting = await chat.answerTo(0)
    expect(greeting.text).toContain('greeting')
    const { seq } = await chat.say(COMPLAINT)
    expect((await chat.answerTo(seq)).asks).toBe('contact')
    const contact = await chat.say('张三 13800138000')
    expect((await chat.answerTo(contact.seq)).asks).toBe('identity')
    const choice = await chat.say('保密', { choice: 'confidential-yes' })
    const summary = await chat.answerTo(choice.seq)
    expect(summary.asks).toBe('confirm')
    const draft = summary.cards[0] as DraftCard
    expect(draft).toMatchObject({
      contact_name: '张三',
      contact_phone: '13800138000',
      confidential: true,
      place_text: '甲区一街道',
    })
    confirm(chat, draft)
    const receipt = receiptOf(await chat.waitFor(isReceipt))
    expect(receipt.query_code).toMatch(/^[0-9A-Z]{10}$/)

    const own = await chat.say('查进度')
    expect((await chat.answerTo(own.seq)).cards[0]).toMatchObject({
      type: 'progress',
      request_no: receipt.request_no,
    })
    const other = await site.chat()
    const asked = await other.say(`查进度 ${receipt.request_no} ${receipt.query_code}`)
    expect((await other.answerTo(asked.seq)).cards[0]).toMatchObject({ type: 'progress' })
    const id = newClientMessageId()
    other.send({
      type: 'progress-ask',
      client_message_id: id,
      request_no: receipt.request_no,
      query_code: 'ZZZZZZZZZZ',
    })
    expect((await errorFor(other, id)).code).toBe('request.not-found')
    chat.close()
    other.close()
  })

  test('identity and query code are nowhere in clear, and the citizen sees them again', async () => {
    const chat = await site.chat()
    const { seq } = await chat.say(`${COMPLAINT}，我的电话13911112222`)
    await chat.answerTo(seq)
    const choice = await chat.say('不用保密', { choice: 'confidential-no' })
    const draft = (await chat.answerTo(choice.seq)).cards[0] as DraftCard
    confirm(chat, draft)
    const receipt = receiptOf(await chat.waitFor(isReceipt))
    const { db } = site.database
    const stored = JSON.stringify([
      await db.selectFrom('messages').select(['text', 'frame']).execute(),
      await db.selectFrom('conversations').select('state').execute(),
      await db.selectFrom('request_drafts').select('elements').execute(),
      await db
        .selectFrom('service_requests')
        .select(['title', 'description', 'elements'])
        .execute(),
      await db.selectFrom('proposals').select('body').execute(),
      await db.selectFrom('order_events').select('payload').execute(),
      await db.selectFrom('audit_events').select('detail').execute(),
      await db.selectFrom('jobs').select('payload').execute(),
    ])
    expect(stored).not.toContain('13911112222')
    expect(stored).not.toContain(receipt.query_code)
    const again = await site.chat({ resumeToken: chat.resumeToken })
    const replayed = receiptOf(await again.waitFor(isReceipt))
    expect(replayed.query_code).toBe(receipt.query_code)
    expect(again.turns().find((t) => t.seq === seq)?.text).toContain('13911112222')
    chat.close()
    again.close()
  })

  test('a contact that is taken back on the card is not asked for again', async () => {
    const chat = await site.chat()
    await chat.answerTo((await chat.say(COMPLAINT)).seq)
    await chat.answerTo((await chat.say('张三 13800138000')).seq)
    const { seq } = await chat.say('不用', { choice: 'confidential-no' })
    const card = (await chat.answerTo(seq)).cards[0] as DraftCard
    chat.send({
      type: 'draft-edit',
      client_message_id: 'take-back-1',
      draft_id: card.draft_id,
      draft_version: card.version,
      changes: { contact_name: '', contact_phone: '', description: '一街道门口，请打13911113333' },
    })
    const edited = await ackFor(chat, 'take-back-1')
    const shown = (await chat.answerTo(edited.seq)).cards[0] as DraftCard
    expect(shown).toMatchObject({
      contact_name: '',
      contact_phone: '',
      description: '一街道门口，请打139****3333',
    })
    chat.close()
  })

  test('a typed confirmation files as the button does', async () => {
    const chat = await site.chat()
    await talkUntilCard(chat, COMPLAINT)
    await chat.say('确认')
    expect(receiptOf(await chat.waitFor(isReceipt)).request_no).toMatch(/^\d{15}$/)
    chat.close()
  })

  test('an emergency shows the card and leaves a trace (R11-1)', async () => {
    const alarms: unknown[] = []
    const stop = site.deps.pubsub.subscribe('console', (m) => alarms.push(m))
    const chat = await site.chat()
    const { seq } = await chat.say('楼上着火了')
    expect((await chat.answerTo(seq)).outcome).toBe('emergency_card')
    expect(alarms).toContainEqual(
      expect.objectContaining({
        type: 'alarm',
        conversation_id: chat.conversationId,
        number: '119',
      }),
    )
    const audit = await site.database.db
      .selectFrom('audit_events')
      .select(['action', 'detail'])
      .where('subject', '=', `conversation:${chat.conversationId}`)
      .execute()
    expect(audit).toMatchObject([{ action: 'emergency.shown', detail: { number: '119' } }])
    stop()
    chat.close()
  })

  test('a consultation is answered with its source', async () => {
    const chat = await site.chat()
    const { seq } = await chat.say('居住证怎么办')
    const answer = await chat.answerTo(seq)
    expect(answer).toMatchObject({
      outcome: 'answered',
      cards: [{ type: 'answer', article: 'a1' }],
    })
    chat.close()
  })
})

describe('nothing is lost and nothing happens twice', () => {
  test('the same message again is acknowledged with the same number and stored once', async () => {
    const chat = await site.chat()
    const first = await chat.say(COMPLAINT, { id: 'same-message-1' })
    await chat.answerTo(first.seq)
    const again = await site.chat({ resumeToken: chat.resumeToken, lastSeq: chat.lastSeq() })
    const second = await again.say(COMPLAINT, { id: 'same-message-1' })
    expect(second).toMatchObject({ seq: first.seq, duplicate: true })
    const rows = await site.database.db
      .selectFrom('messages')
      .select('seq')
      .where('client_message_id', '=', 'same-message-1')
      .execute()
    expect(rows).toHaveLength(1)
    chat.close()
    again.close()
  })

  test('a client that was away gets what it missed, in order and without gaps', async () => {
    const chat = await site.chat()
    const { seq } = await chat.say(COMPLAINT)
    await chat.answerTo(seq)
    const seen = chat.lastSeq()
    chat.terminate()
    const other = await site.chat({ resumeToken: chat.resumeToken })
    const more = await other.say('不留', { choice: 'skip' })
    const last = await other.answerTo(more.seq)
    const back = await site.chat({ resumeToken: chat.resumeToken, lastSeq: seen })
    await back.waitFor((f): f is TurnFrame => f.type === 'turn' && f.seq === last.seq)
    const numbers = back.turns().map((t) => t.seq)
    expect(numbers).toEqual(Array.from({ length: last.seq - seen }, (_, i) => seen + 1 + i))
    const welcome = back.frames()[0]
    expect(welcome).toMatchObject({ type: 'welcome', resumed: true, resume_token: null })
    other.close()
    back.close()
  })

  test('the same confirmation from two windows and again gives one request and one receipt', async () => {
    const chat = await site.chat()
    const draft = await talkUntilCard(chat, COMPLAINT)
    const twin = await site.chat({ resumeToken: chat.resumeToken })
    const before = await countRequests()
    const id = confirm(chat, draft)
    const twinId = confirm(twin, draft)
    const [one, two] = await Promise.all([chat.waitFor(isReceipt), twin.waitFor(isReceipt)])
    expect(two.seq).toBe(one.seq)
    await ackFor(twin, twinId)
    confirm(chat, draft, id)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(chat.turns().filter(isReceipt)).toHaveLength(1)
    expect(await countRequests()).toBe(before + 1)
    chat.close()
    twin.close()
  })

  test('messages sent in one burst are all answered, once and in order', async () => {
    const chat = await site.chat()
    const words = [COMPLAINT, '不留', '还有楼道灯不亮', '门口垃圾没人清']
    const sent = await Promise.all(words.map((text) => chat.say(text)))
    const last = Math.max(...sent.map((s) => s.seq))
    await chat.waitFor(
      (f): f is TurnFrame =>
        f.type === 'turn' &&
        f.seq > last &&
        f.cards.some((c) => c.type === 'draft' && c.description.includes('垃圾')),
    )
    const rows = await site.database.db
      .selectFrom('messages')
      .select(['in_reply_to'])
      .where('conversation_id', '=', chat.conversationId)
      .where('in_reply_to', 'is not', null)
      .execute()
    expect(new Set(rows.map((r) => r.in_reply_to)).size).toBe(rows.length)
    expect(rows).toHaveLength(words.length)
    chat.close()
  })

  test('a process that dies before it answers leaves the answer to the next one', async () => {
    const database = await createTestDatabase()
    const dying = await createTestApp({ database, runJobs: false })
    const chat = await dying.chat()
    const { seq } = await chat.say(COMPLAINT)
    await dying.close()
    const next = await createTestApp({ database })
    const back = await next.chat({ resumeToken: chat.resumeToken })
    expect((await back.answerTo(seq)).asks).toBe('contact')
    back.close()
    await next.close()
    await database.destroy()
  })

  test('a conversation that moves while it is understood is understood again', async () => {
    let slow = true
    const database = await createTestDatabase()
    const held: (() => void)[] = []
    const other = await createTestApp({
      database,
      propose: async (input) => {
        if (slow && input.text.includes('还有')) {
          slow = false
          await new Promise<void>((resolve) => held.push(resolve))
        }
        return await wordProposer(input)
      },
    })
    const chat = await other.chat()
    const draft = await talkUntilCard(chat, COMPLAINT)
    const { seq } = await chat.say('还有楼道灯不亮')
    const id = newClientMessageId()
    chat.send({
      type: 'draft-edit',
      client_message_id: id,
      draft_id: draft.draft_id,
      draft_version: draft.version,
      changes: { title: '电梯停运' },
    })
    await ackFor(chat, id)
    while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    held[0]?.()
    const turn = await chat.waitFor(
      (f): f is TurnFrame =>
        f.type === 'turn' &&
        f.seq > seq + 1 &&
        f.cards.some(
          (c) => c.type === 'draft' && c.title === '电梯停运' && c.description.includes('楼道灯'),
        ),
    )
    expect(turn.asks).toBe('confirm')
    chat.close()
    await other.close()
    await database.destroy()
  })
})

describe('two windows on one conversation', () => {
  test('both see every turn', async () => {
    const chat = await site.chat()
    const twin = await site.chat({ resumeToken: chat.resumeToken })
    const { seq } = await chat.say(COMPLAINT)
    const here = await chat.answerTo(seq)
    const there = await twin.answerTo(seq)
    expect(there).toEqual(here)
    expect(twin.turns().find((t) => t.seq === seq)).toMatchObject({
      sender: 'citizen',
      text: COMPLAINT,
    })
    chat.close()
    twin.close()
  })

  test('an edit of an older summary is refused with the newest one', async () => {
    const chat = await site.chat()
    const draft = await talkUntilCard(chat, COMPLAINT)
    const twin = await site.chat({ resumeToken: chat.resumeToken })
    const edit = (id: string, title: string) => ({
      type: 'draft-edit' as const,
      client_message_id: id,
      draft_id: draft.draft_id,
      draft_version: draft.version,
      changes: { title },
    })
    chat.send(edit('edit-one-1', '甲'))
    await ackFor(chat, 'edit-one-1')
    twin.send(edit('edit-two-2', '乙'))
    const refusal = await errorFor(twin, 'edit-two-2')
    expect(refusal.code).toBe('chat.draft-conflict')
    expect(refusal.card).toMatchObject({ type: 'draft', title: '甲' })
    const stale = confirm(twin, draft)
    expect((await errorFor(twin, stale)).code).toMatch(/^chat\.draft-(conflict|changing)$/)
    chat.close()
    twin.close()
  })

  test('an edit shows the new summary; a bad phone is refused; a discarded draft is closed', async () => {
    const chat = await site.chat()
    const draft = await talkUntilCard(chat, COMPLAINT)
    const key = { draft_id: draft.draft_id, draft_version: draft.version }
    chat.send({
      type: 'draft-edit',
      client_message_id: 'edit-bad-1',
      ...key,
      changes: { contact_phone: 'abc' },
    })
    expect((await errorFor(chat, 'edit-bad-1')).code).toBe('chat.phone-invalid')
    chat.send({
      type: 'draft-edit',
      client_message_id: 'edit-good-1',
      ...key,
      changes: { contact_phone: '138 0013 8000', address: '二街道5号', confidential: true },
    })
    const { seq } = await ackFor(chat, 'edit-good-1')
    const shown = (await chat.answerTo(seq)).cards[0] as DraftCard
    expect(shown).toMatchObject({
      contact_phone: '13800138000',
      address: '二街道5号',
      place_text: '甲区二街道',
      confidential: true,
    })
    expect(shown.version).toBeGreaterThan(draft.version)
    chat.send({
      type: 'draft-discard',
      client_message_id: 'discard-1',
      draft_id: draft.draft_id,
    })
    await ackFor(chat, 'discard-1')
    const closed = confirm(chat, shown)
    expect((await errorFor(chat, closed)).code).toBe('chat.draft-closed')
    const { seq: next } = await chat.say('甲区一街道路灯不亮了')
    expect((await chat.answerTo(next)).asks).toBe('contact')
    chat.close()
  })

  test("another conversation's draft is not there", async () => {
    const chat = await site.chat()
    const draft = await talkUntilCard(chat, COMPLAINT)
    const stranger = await site.chat()
    const id = confirm(stranger, draft)
    expect((await errorFor(stranger, id)).code).toBe('chat.draft-not-found')
    const odd = newClientMessageId()
    stranger.send({
      type: 'draft-discard',
      client_message_id: odd,
      draft_id: "' or 1=1",
    })
    expect((await errorFor(stranger, odd)).code).toBe('chat.draft-not-found')
    chat.close()
    stranger.close()
  })

  test('two servers on one database show the same turns', async () => {
    const database = await createTestDatabase()
    const one = await createTestApp({ database })
    const two = await createTestApp({ database, runJobs: false })
    const chat = await one.chat()
    const twin = await two.chat({ resumeToken: chat.resumeToken })
    const { seq } = await twin.say(COMPLAINT)
    const there = await twin.answerTo(seq)
    expect(there.asks).toBe('contact')
    chat.close()
    twin.close()
    await one.close()
    await two.close()
    await database.destroy()
  })
})

test('a changed key hides what was sealed and breaks nothing else', async () => {
  const secrets = createSecrets(Buffer.alloc(32, 1))
  const other = createSecrets(Buffer.alloc(32, 2))
  const { openText, sealText } = await import('./seal.ts')
  expect(openText(other, sealText(secrets, '13800138000'))).toBeNull()
  expect(openText(secrets, sealText(secrets, '13800138000'))).toBe('13800138000')
})
