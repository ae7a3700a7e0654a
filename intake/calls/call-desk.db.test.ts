import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { CallChanges, CallDetail, CallItem } from '../protocol/call-api.ts'
import { acked, type CallsKit, newCall, openCallsKit, segment } from '../testing/calls-kit.ts'
import { actionId, type ConsoleSession } from '../testing/console-session.ts'

let kit: CallsKit
beforeAll(async () => {
  kit = await openCallsKit()
})
afterAll(() => kit?.site.close())

function watch(callId: string, session: ConsoleSession) {
  const frames: CallChanges[] = []
  const url = `${kit.wsUrl}/ws/console/calls?call=${callId}&after=0`
  const socket = new WebSocket(url, { headers: { cookie: session.cookie, origin: kit.site.url } })
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as CallChanges))
  return { frames, close: () => socket.close() }
}

describe("the operator's side", () => {
  it('sees the words and the form while the call runs, and keeps own values', async () => {
    const line = await kit.open()
    const callId = newCall()
    line.send(segment(callId, 1, '甲区一街道的电梯坏了'))
    await acked(line, callId, 1)
    const { id } = await kit.findCall(callId)
    const screen = watch(id, kit.operator)
    const heard: unknown[] = []
    const unsubscribe = kit.site.deps.pubsub.subscribe('console', (message) => heard.push(message))
    await expect.poll(() => screen.frames.some((f) => f.understanding !== null)).toBe(true)
    const edits = { subdistrict: '甲区二街道', title: '电梯' }
    await kit.operator.post(`/console/calls/${id}/edits`, { edits })
    line.send(segment(callId, 2, '还有着火了'))
    const saidAt = performance.now()
    await acked(line, callId, 2)
    await expect
      .poll(() => screen.frames.some((f) => f.understanding?.emergency?.number === '119'))
      .toBe(true)
    // The whole room hears of it within two seconds, and reads it when a screen opens (R11-1).
    await expect
      .poll(() => heard, { interval: 20 })
      .toContainEqual(expect.objectContaining({ type: 'alarm', call_id: id, number: '119' }))
    expect(performance.now() - saidAt).toBeLessThan(2000)
    unsubscribe()
    const dispatcher = await kit.site.staff(['dispatcher'])
    const alarms = () => dispatcher.get<{ items: { call_id: string }[] }>('/console/alarms')
    expect((await alarms()).items).toMatchObject([{ call_id: id, conversation_id: null }])
    expect(screen.frames.flatMap((f) => f.segments).map((s) => s.text)).toContain('还有着火了')
    const call = await kit.operator.get<CallDetail>(`/console/calls/${id}`)
    expect(call.edits).toEqual(edits)
    expect(call.emergency).toBe(true)
    await kit.operator.post(`/console/calls/${id}/transfers`, { number: '119' })
    const again = await kit.operator.get<CallDetail>(`/console/calls/${id}`)
    expect(again.transfers).toMatchObject([{ number: '119' }])
    expect((await alarms()).items).toEqual([])
    screen.close()
    line.close()
  })

  it('files once, with the number as protected data, and shows what contradicts', async () => {
    const call_id = newCall()
    const text = '市民：一街道花园小区5号楼电梯坏了三天了'
    await kit.post({ call_id, text, caller: '13700001111' })
    await expect.poll(async () => (await kit.findCall(call_id)).understanding).not.toBeNull()
    const { id } = await kit.findCall(call_id)
    const edits = { description: '一街道花园小区3号楼电梯坏了，我电话13700001111' }
    const checked = await kit.operator.post<{ findings: { kind: string; in_call: string }[] }>(
      `/console/calls/${id}/check`,
      { edits },
    )
    expect(checked.findings).toMatchObject([{ kind: 'contradicted', in_call: '5号楼' }])
    const body = { client_action_id: actionId(), edits, findings_seen: 1 }
    const filed = await kit.operator.post<{ request_no: string; request_id: string }>(
      `/console/calls/${id}/file`,
      body,
    )
    expect(await kit.operator.post(`/console/calls/${id}/file`, body)).toEqual(filed)
    const other = { ...body, client_action_id: actionId() }
    expect((await kit.operator.call('POST', `/console/calls/${id}/file`, other)).status).toBe(409)
    const row = await kit.site.database.db
      .selectFrom('service_requests')
      .selectAll()
      .where('id', '=', filed.request_id)
      .executeTakeFirstOrThrow()
    expect(row.channel).toBe('call')
    expect(row.requester_id).not.toBeNull()
    expect(JSON.stringify(row)).not.toContain('13700001111')
    const dispatcher = await kit.site.staff(['dispatcher'])
    const detail = await dispatcher.get<{ proposal: unknown; has_contact: boolean }>(
      `/console/requests/${filed.request_id}`,
    )
    expect(detail.proposal).not.toBeNull()
    expect(detail.has_contact).toBe(true)
    const said = await dispatcher.get<{ lines: { speaker: string; text: string }[] }>(
      `/console/requests/${filed.request_id}/call`,
    )
    expect(said.lines).toMatchObject([{ speaker: 'citizen', text: text.slice(3) }])
    const registered = await kit.site.database.db
      .selectFrom('order_events as e')
      .innerJoin('work_orders as o', 'o.id', 'e.order_id')
      .select(['e.actor_kind', 'e.actor_id'])
      .where('o.request_id', '=', filed.request_id)
      .where('e.type', '=', 'request_registered')
      .execute()
    expect(registered).toEqual([{ actor_kind: 'staff', actor_id: expect.any(String) }])
    const typed = { text: '一街道电梯坏了', phone: '137-0000-1111' }
    const { repeats } = await kit.operator.post<{ repeats: { request_no: string; why: string }[] }>(
      '/console/entry/understand',
      typed,
    )
    expect(repeats).toMatchObject([{ request_no: filed.request_no, why: '同号码同事项' }])
  })

  it('types a call without a transcript, which survives, and files it', async () => {
    const id = randomUUID()
    const edits = {
      description: '二街道路灯不亮',
      contact_phone: '13611112222',
      contact_name: '李',
    }
    expect((await kit.operator.call('POST', `/console/calls/${id}/edits`, { edits })).status).toBe(
      404,
    )
    await kit.operator.post(`/console/calls/${id}/edits`, { edits, create: true })
    await kit.operator.post(`/console/calls/${id}/edits`, {
      edits: { title: '路灯' },
      create: true,
    })
    const call = await kit.operator.get<CallDetail>(`/console/calls/${id}`)
    expect(call).toMatchObject({ origin: 'manual', edits: { ...edits, title: '路灯' } })
    const colleague = await kit.site.staff(['operator'])
    const seen = await colleague.get<CallDetail>(`/console/calls/${id}`)
    expect(seen.edits.contact_phone).toBeUndefined()
    const list = await kit.operator.get<{ items: CallItem[] }>('/console/calls')
    expect(list.items.some((item) => item.id === id)).toBe(true)
    const body = { client_action_id: actionId(), edits: {} }
    const bad = { ...body, edits: { contact_phone: '12' } }
    expect((await kit.operator.call('POST', `/console/calls/${id}/file`, bad)).status).toBe(400)
    await kit.operator.post(`/console/calls/${id}/file`, body)
    const stored = await kit.site.database.db
      .selectFrom('service_requests')
      .select(['channel', 'title'])
      .where('title', '=', '路灯')
      .executeTakeFirst()
    expect(stored?.channel).toBe('operator')
  })

  it('logs a consultation as answered, once', async () => {
    const call_id = newCall()
    await kit.post({ call_id, text: '市民：请问居住证怎么办' })
    const { id } = await kit.findCall(call_id)
    const body = {
      client_action_id: actionId(),
      edits: {},
      question: '居住证怎么办',
      articles: ['a1'],
      note: '已告知到派出所办理',
    }
    await kit.operator.call('POST', `/console/calls/${id}/answered`, body)
    await kit.operator.call('POST', `/console/calls/${id}/answered`, body)
    expect((await kit.findCall(call_id)).state).toBe('answered')
    const cited = kit.site.database.db.selectFrom('kb_usage').select(['article_key', 'count'])
    expect(await cited.where('way', '=', 'call').execute()).toEqual([
      { article_key: 'a1', count: 1 },
    ])
    const late = { edits: { title: '改' } }
    expect((await kit.operator.call('POST', `/console/calls/${id}/edits`, late)).status).toBe(409)
  })

  it('takes a consultation that no article answers to the gaps, once and without the number', async () => {
    const call_id = newCall()
    await kit.post({ call_id, text: '市民：月球车票在哪里买' })
    const { id } = await kit.findCall(call_id)
    const question = '月球车票在哪里买，回电13800138000'
    const body = { client_action_id: actionId(), edits: {}, question, articles: [], note: '' }
    await kit.operator.call('POST', `/console/calls/${id}/answered`, body)
    await kit.operator.call('POST', `/console/calls/${id}/answered`, body)
    const asked = await kit.site.database.db
      .selectFrom('kb_questions')
      .select(['text', 'origin', 'outcome'])
      .where('origin', '=', 'operator')
      .execute()
    expect(asked).toEqual([
      { text: expect.stringContaining('月球车票'), origin: 'operator', outcome: 'refused' },
    ])
    expect(asked[0]?.text).not.toContain('13800138000')
  })

  it('is closed to those who take no calls', async () => {
    const unit = await kit.site.staff(['unit'], '甲区')
    expect((await unit.call('GET', '/console/calls')).status).toBe(403)
    const reviewer = await kit.site.staff(['reviewer'])
    const id = randomUUID()
    const edits = { edits: {}, create: true }
    expect((await reviewer.call('POST', `/console/calls/${id}/edits`, edits)).status).toBe(403)
  })
})
