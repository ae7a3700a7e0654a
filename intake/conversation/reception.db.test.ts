import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import type { ServerFrame, TurnFrame } from '../protocol/chat-frames.ts'
import type { AlarmItem, ReceptionDetail, ReceptionItem } from '../protocol/reception-api.ts'
import { actionId, type ConsoleSession } from '../testing/console-session.ts'
import { makeProposal } from '../testing/make-proposal.ts'
import { fileRequest } from '../testing/play-thread.ts'
import { createTestApp, type TestApp, wordProposer } from '../testing/test-app.ts'

/** The test's words and two signs of risk. */
const propose: Propose = async (input) => {
  const found = await wordProposer(input)
  if (/不想活/.test(input.text)) return makeProposal({ ...found, flags: ['self_harm'] })
  return /堵路/.test(input.text) ? { ...found, flags: ['collective'] } : found
}

let site: TestApp
let operator: ConsoleSession
beforeAll(async () => {
  site = await createTestApp({ propose })
  operator = await site.staff(['operator'])
})
afterAll(() => site?.close())

const isTurn =
  (accepts: (turn: TurnFrame) => boolean) =>
  (f: ServerFrame): f is TurnFrame =>
    f.type === 'turn' && accepts(f)
const list = async () => {
  const page = await operator.get<{ items: ReceptionItem[] }>('/console/reception')
  return page.items
}
const openAlarms = async (session = operator) => {
  const page = await session.get<{ items: AlarmItem[] }>('/console/alarms?open=true')
  return page.items
}

describe('speaking to a person', () => {
  test('goes into the queue, is taken with the whole context, and comes back', async () => {
    const first = await site.chat()
    const queued = await first.answerTo((await first.say('转人工')).seq)
    expect(queued).toMatchObject({ outcome: 'handed_over' })
    const chat = await site.chat()
    await chat.answerTo((await chat.say('一街道2号楼电梯坏了三天，物业不管')).seq)
    const second = await chat.answerTo((await chat.say('找个真人')).seq)
    expect(second.text).toContain('handover.queued')
    expect(second).toMatchObject({ outcome: 'handed_over', asks: 'contact' })
    expect((await list()).map((item) => item.state)).toEqual(['waiting', 'waiting'])

    const path = `/console/reception/${chat.conversationId}`
    const context = await operator.get<ReceptionDetail>(path)
    expect(context.messages.map((m) => m.text).join()).toContain('电梯坏了')
    expect(context.drafts[0]).toMatchObject({ place_text: '甲区一街道', has_contact: false })
    await operator.post(`${path}/take`)
    await chat.waitFor(isTurn((t) => t.text.includes('handover.taken')))
    const colleague = await site.staff(['operator'])
    expect((await colleague.call('POST', `${path}/take`, {})).status).toBe(409)

    const words = { client_message_id: 'staff-words-1', text: '您好，我看到电梯的事了' }
    await operator.post(`${path}/messages`, words)
    await operator.post(`${path}/messages`, words)
    const heard = await chat.waitFor(isTurn((t) => t.sender === 'staff'))
    expect(heard.text).toBe(words.text)
    expect(chat.turns().filter((t) => t.sender === 'staff')).toHaveLength(1)
    const refusal = await colleague.call('POST', `${path}/messages`, words)
    expect(refusal.status === 409 || refusal.status === 204).toBe(true)

    const said = await chat.say('今天能修好吗')
    await site.runJobs()
    const after = chat.turns().filter((t) => t.seq > said.seq)
    expect(after.map((t) => t.sender)).toEqual([])
    expect((await list()).find((i) => i.conversation_id === chat.conversationId)?.unread).toBe(1)

    await operator.post(`${path}/notes`, { text: '已联系物业' })
    expect((await operator.get<ReceptionDetail>(path)).notes[0]?.text).toBe('已联系物业')
    await operator.post(`${path}/hand-back`, { why: '' })
    await chat.waitFor(isTurn((t) => t.text.includes('handover.returned')))
    const again = await chat.answerTo((await chat.say('不留电话', { choice: 'skip' })).seq)
    expect(again.asks).toBe('confirm')
    expect((await list()).map((i) => i.conversation_id)).toEqual([first.conversationId])
    first.close()
    chat.close()
  })

  test('tells those who wait where they stand, when it changes and never else', async () => {
    type Queue = Extract<ServerFrame, { type: 'queue' }>
    const queued =
      (ahead: number | null) =>
      (f: ServerFrame): f is Queue =>
        f.type === 'queue' && f.ahead === ahead
    const first = await site.chat()
    await first.answerTo((await first.say('转人工')).seq)
    await first.waitFor((f): f is Queue => f.type === 'queue')
    const before = (await list()).filter((item) => item.state === 'waiting').length
    const second = await site.chat()
    await second.answerTo((await second.say('转人工')).seq)
    await second.waitFor(queued(before))
    await operator.post(`/console/reception/${first.conversationId}/take`)
    await first.waitFor(queued(null))
    await second.waitFor(queued(before - 1))
    const again = await site.chat({ resumeToken: second.resumeToken, lastSeq: second.lastSeq() })
    await again.waitFor(queued(before - 1))
    const said = second.frames().filter((f) => f.type === 'queue')
    expect(said.map((f) => f.type === 'queue' && f.ahead)).toEqual([before, before - 1])
    for (const chat of [first, second]) {
      const path = `/console/reception/${chat.conversationId}`
      await operator.post(`${path}/take`)
      await operator.post(`${path}/hand-back`, { why: '' })
    }
    for (const chat of [first, second, again]) chat.close()
  })

  test('is for operators and reviewers only', async () => {
    const unit = await site.staff(['dispatcher'])
    expect((await unit.call('GET', '/console/reception')).status).toBe(403)
    const path = '/console/reception/00000000-0000-7000-8000-000000000000'
    expect((await operator.call('GET', path)).status).toBe(404)
    expect((await operator.call('POST', `${path}/take`, {})).status).toBe(404)
  })

  test('out of hours is told so, and what was said is filed', async () => {
    const night = await createTestApp({
      env: { RECEPTION_HOURS: '08:00-20:00' },
      clock: { now: () => new Date('2026-03-01T15:00:00Z') },
    })
    const chat = await night.chat()
    const answer = await chat.answerTo((await chat.say('转人工')).seq)
    expect(answer.text).toContain('handover.closed')
    expect(answer.outcome).toBeNull()
    const filing = await chat.answerTo((await chat.say('一街道2号楼电梯坏了三天')).seq)
    expect(filing.asks).toBe('contact')
    chat.close()
    await night.close()
  })
})

describe('danger and risk', () => {
  test('an emergency is kept until the transfer is written down, once', async () => {
    const chat = await site.chat()
    const card = await chat.answerTo((await chat.say('楼上着火了')).seq)
    expect(card.outcome).toBe('emergency_card')
    const mine = (await openAlarms()).find((a) => a.conversation_id === chat.conversationId)
    expect(mine).toMatchObject({ kind: 'emergency', number: '119', text: '楼上着火了' })
    const body = { client_action_id: actionId(), number: '119', note: '已接通' }
    await operator.post(`/console/alarms/${mine?.id}/transfers`, body)
    await operator.post(`/console/alarms/${mine?.id}/transfers`, body)
    const all = await operator.get<{ items: AlarmItem[] }>('/console/alarms?open=false')
    const done = all.items.find((a) => a.id === mine?.id)
    expect(done?.transfers).toHaveLength(1)
    expect(done?.transfers[0]).toMatchObject({ number: '119', note: '已接通' })
    expect(done?.seen_at).not.toBeNull()
    expect((await openAlarms()).some((a) => a.id === mine?.id)).toBe(false)
    chat.close()
  })

  test('a sign of risk reaches the reviewer at once, and each sign once', async () => {
    const reviewer = await site.staff(['reviewer'])
    const chat = await site.chat()
    await chat.answerTo((await chat.say('一街道工人要去堵路讨薪')).seq)
    await chat.answerTo((await chat.say('我们真的要去堵路')).seq)
    const raised = (await openAlarms(reviewer)).filter(
      (a) => a.conversation_id === chat.conversationId,
    )
    expect(raised).toMatchObject([{ kind: 'risk', flags: ['collective'] }])
    await reviewer.post(`/console/alarms/${raised[0]?.id}/seen`)
    expect((await openAlarms(reviewer)).some((a) => a.id === raised[0]?.id)).toBe(false)
    chat.close()
  })

  test('an alarm leads to the request that came of its conversation', async () => {
    const before = await site.chat()
    await before.answerTo((await before.say('楼下着火了')).seq)
    const { chat, receipt } = await fileRequest(site.chatUrl, '一街道2号楼工人要去堵路讨薪')
    const alarms = await openAlarms()
    const of = (id: string) => alarms.find((a) => a.conversation_id === id)
    expect(of(before.conversationId)?.request).toBeNull()
    const request = of(chat.conversationId)?.request
    expect(request?.request_no).toBe(receipt.request_no)
    const dispatcher = await site.staff(['dispatcher'])
    const path = `/console/requests/${request?.request_id}`
    expect(await dispatcher.get(path)).toMatchObject({ order_id: request?.order_id })
    before.close()
    chat.close()
  })

  test('somebody who may hurt himself is shown the hotline and put before everybody who waits', async () => {
    const chat = await site.chat()
    const card = await chat.answerTo((await chat.say('我不想活了')).seq)
    const emergency = card.cards.find((c) => c.type === 'emergency')
    expect(JSON.stringify(emergency)).toContain('selfharm.number')
    expect((await list())[0]).toMatchObject({
      conversation_id: chat.conversationId,
      urgent: true,
      reason: 'self_harm',
    })
    chat.close()
  })
})
