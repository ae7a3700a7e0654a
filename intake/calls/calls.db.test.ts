import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type CallClient, connectCalls } from '../client/call-client.ts'
import type { CallChanges, CallDetail, CallItem } from '../protocol/call-api.ts'
import { actionId, type ConsoleSession } from '../testing/console-session.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createCallToken, revokeCallToken } from './call-tokens.ts'

let test: TestApp
let token = ''
let operator: ConsoleSession
let wsUrl = ''

beforeAll(async () => {
  test = await createTestApp()
  token = await createCallToken(test.deps, 'pbx')
  operator = await test.staff(['operator'])
  wsUrl = test.url.replace('http', 'ws')
})
afterAll(() => test.close())

const open = (query = '') => connectCalls({ url: wsUrl, token, query })
const newCall = () => `call-${randomUUID()}`
const segment = (callId: string, seq: number, text: string, more: object = {}) => ({
  type: 'segment',
  call_id: callId,
  seq,
  segment_id: `s${seq}`,
  speaker: 'citizen',
  start_ms: seq * 1000,
  end_ms: seq * 1000 + 900,
  text,
  ...more,
})
const acked = (client: CallClient, callId: string, seq: number) =>
  client.until((f) => f.type === 'ack' && f.call_id === callId && f.acked_seq >= seq)

async function findCall(callId: string): Promise<CallDetail> {
  const row = await test.database.db
    .selectFrom('calls')
    .select('id')
    .where('call_key', '=', callId)
    .executeTakeFirstOrThrow()
  return await operator.get<CallDetail>(`/console/calls/${row.id}`)
}
const post = (body: unknown, bearer = token) =>
  fetch(`${test.url}/api/v1/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify(body),
  })

describe('the line of a telephone system', () => {
  it('stores segments once, in order, whatever order they come in, and names gaps', async () => {
    const line = await open()
    const callId = newCall()
    line.send({ type: 'call-start', call_id: callId, caller: '13912345678', agent: 'zhang' })
    line.send(segment(callId, 1, '喂你好'))
    await acked(line, callId, 1)
    line.send(segment(callId, 4, '一街道的'))
    const ack = await line.until((f) => f.type === 'ack' && f.seq === 4)
    expect(ack).toMatchObject({ acked_seq: 1, missing: [[2, 3]] })
    line.send(segment(callId, 3, '三天了'))
    line.send(segment(callId, 2, '电梯坏了'))
    line.send(segment(callId, 2, '电梯坏了'))
    await acked(line, callId, 4)
    const call = await findCall(callId)
    expect(call.transcript.map((s) => s.text)).toEqual(['喂你好', '电梯坏了', '三天了', '一街道的'])
    expect(call).toMatchObject({ state: 'live', agent: 'zhang', segments: 4 })
    expect(call.caller).toMatch(/^139\*+5678$/)
    line.close()
  })

  it('goes on after a broken line where the acknowledgement stopped', async () => {
    const callId = newCall()
    const first = await open()
    for (let seq = 1; seq <= 5; seq += 1) first.send(segment(callId, seq, `第${seq}句`))
    await acked(first, callId, 5)
    first.terminate()
    const second = await open()
    second.send({ type: 'resume', call_id: callId })
    const resumed = await second.until((f) => f.type === 'resumed')
    expect(resumed).toMatchObject({ acked_seq: 5, missing: [] })
    second.send(segment(callId, 5, '第5句'))
    second.send(segment(callId, 6, '第6句'))
    second.send({ type: 'call-end', call_id: callId, seq: 7 })
    await acked(second, callId, 7)
    expect(await findCall(callId)).toMatchObject({ state: 'ended', segments: 6 })
    second.close()
  })

  it('replaces partial segments and revisions, and ignores what is older', async () => {
    const line = await open()
    const callId = newCall()
    const same = { segment_id: 'x', start_ms: 0 }
    line.send(segment(callId, 1, '我家', { ...same, final: false, revision: 1 }))
    line.send(segment(callId, 3, '我家在5号楼。', { ...same, final: true, revision: 3 }))
    line.send(segment(callId, 2, '我家在三号', { ...same, final: false, revision: 2 }))
    await acked(line, callId, 3)
    expect((await findCall(callId)).transcript).toMatchObject([
      { text: '我家在5号楼。', final: true },
    ])
    line.send(segment(callId, 4, '我家在15号楼。', { ...same, revision: 4 }))
    await acked(line, callId, 4)
    expect((await findCall(callId)).transcript).toMatchObject([{ text: '我家在15号楼。' }])
    line.close()
  })

  it('takes FunASR messages as they are, also after a reconnect', async () => {
    const callId = newCall()
    const query = `?call_id=${callId}&speaker=citizen`
    const said = (mode: string, text: string, timestamp?: string) => ({
      mode,
      wav_name: 'mic',
      text,
      is_final: false,
      ...(timestamp ? { timestamp } : {}),
    })
    const line = await open(query)
    line.send(said('2pass-online', '电梯'))
    line.send(said('2pass-online', '坏了'))
    line.send(said('2pass-offline', '电梯坏了，', '[[0,400],[400,1200]]'))
    line.send(said('2pass-online', '一街'))
    await expect
      .poll(async () => (await findCall(callId).catch(() => null))?.transcript.length)
      .toBe(2)
    line.terminate()
    const again = await open(query)
    again.send(said('2pass-offline', '电梯坏了，', '[[0,400],[400,1200]]'))
    again.send(said('2pass-offline', '一街道的。', '[[1300,2400]]'))
    await expect
      .poll(async () => (await findCall(callId)).transcript.map((s) => s.text))
      .toEqual(['电梯坏了，', '一街道的。'])
    again.close()
  })

  it('keeps identities out of the transcript', async () => {
    const line = await open()
    const callId = newCall()
    line.send(segment(callId, 1, '我叫王小明，我电话是13812345678'))
    await acked(line, callId, 1)
    const call = await findCall(callId)
    expect(JSON.stringify(call)).not.toMatch(/13812345678|王小明/)
    expect(call.caller).toMatch(/5678$/)
    line.close()
  })

  it('refuses strangers, and harms nobody with broken frames', async () => {
    await expect(connectCalls({ url: wsUrl, token: 'jc_wrong' })).rejects.toThrow('401')
    const silent = await connectCalls({ url: wsUrl })
    silent.send({ type: 'ping' })
    expect(await silent.closed).toBe(4004)
    const line = await open()
    const good = await open()
    for (const bad of ['{', '[]', '{"type":"segment"}', '{"type":"nothing"}']) line.sendRaw(bad)
    line.sendRaw(Buffer.from([1, 2, 3]))
    await expect.poll(() => line.frames.filter((f) => f.type === 'error').length).toBe(5)
    line.sendRaw('x'.repeat(300_000))
    await line.closed
    const callId = newCall()
    good.send(segment(callId, 1, '二街道路灯不亮'))
    await acked(good, callId, 1)
    good.send(segment(callId, 900_000, '很远', { start_ms: 0, end_ms: 1 }))
    await good.until((f) => f.type === 'ack' && f.seq === 900_000)
    good.close()
  })

  it('cuts a flood off, and a gap that is never filled', async () => {
    const flood = await open()
    // So small that one read from the network holds them all: the line is already paused when the flood is noticed.
    let ended: number | null = null
    void flood.closed.then((code) => {
      ended = code
    })
    for (let sent = 1; ended === null; sent += 1) {
      flood.sendRaw('{')
      if (sent % 6000 === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(ended).toBe(4009)
    const line = await open()
    const gapped = newCall()
    for (let seq = 2; seq < 2300; seq += 1) line.send(segment(gapped, seq, '喂'))
    const error = await line.until((f) => f.type === 'error')
    expect(error).toMatchObject({ code: 'call.gap-too-large', call_id: gapped })
    line.close()
  })

  it('accepts the token in the first frame, and no longer when it is revoked', async () => {
    const other = await createCallToken(test.deps, 'other')
    const line = await connectCalls({ url: wsUrl })
    line.send({ v: 1, type: 'hello', token: other })
    await line.until((f) => f.type === 'welcome')
    line.close()
    await revokeCallToken(test.deps, 'other')
    expect((await post({ call_id: 'x', text: '喂' }, other)).status).toBe(401)
  })
})

describe('whole transcripts', () => {
  it('are taken in once by their call id', async () => {
    const call_id = newCall()
    const body = {
      call_id,
      text: '坐席：您好\n市民：一街道的电梯坏了三天\n没人修',
      caller: '010-12345678',
    }
    const first = await post(body)
    expect(first.status).toBe(201)
    const again = await post(body)
    expect(again.status).toBe(200)
    expect(await again.json()).toMatchObject({ call_id, segments: 3, state: 'ended' })
    const call = await findCall(call_id)
    expect(call.transcript.map((s) => s.speaker)).toEqual(['operator', 'citizen', 'citizen'])
    await expect
      .poll(async () => (await findCall(call_id)).understanding?.fields.subdistrict?.value)
      .toBe('甲区一街道')
    expect((await post({ call_id: 'y' })).status).toBe(400)
  })
})

function watch(callId: string, session: ConsoleSession) {
  const frames: CallChanges[] = []
  const url = `${wsUrl}/ws/console/calls?call=${callId}&after=0`
  const socket = new WebSocket(url, { headers: { cookie: session.cookie, origin: test.url } })
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as CallChanges))
  return { frames, close: () => socket.close() }
}

describe("the operator's side", () => {
  it('sees the words and the form while the call runs, and keeps own values', async () => {
    const line = await open()
    const callId = newCall()
    line.send(segment(callId, 1, '甲区一街道的电梯坏了'))
    await acked(line, callId, 1)
    const { id } = await findCall(callId)
    const screen = watch(id, operator)
    const heard: unknown[] = []
    const unsubscribe = test.deps.pubsub.subscribe('console', (message) => heard.push(message))
    await expect.poll(() => screen.frames.some((f) => f.understanding !== null)).toBe(true)
    const edits = { subdistrict: '甲区二街道', title: '电梯' }
    await operator.post(`/console/calls/${id}/edits`, { edits })
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
    const dispatcher = await test.staff(['dispatcher'])
    const alarms = () => dispatcher.get<{ items: { call_id: string }[] }>('/console/alarms')
    expect((await alarms()).items).toMatchObject([{ call_id: id, conversation_id: null }])
    expect(screen.frames.flatMap((f) => f.segments).map((s) => s.text)).toContain('还有着火了')
    const call = await operator.get<CallDetail>(`/console/calls/${id}`)
    expect(call.edits).toEqual(edits)
    expect(call.emergency).toBe(true)
    await operator.post(`/console/calls/${id}/transfers`, { number: '119' })
    const again = await operator.get<CallDetail>(`/console/calls/${id}`)
    expect(again.transfers).toMatchObject([{ number: '119' }])
    expect((await alarms()).items).toEqual([])
    screen.close()
    line.close()
  })

  it('files once, with the number as protected data, and shows what contradicts', async () => {
    const call_id = newCall()
    const text = '市民：一街道花园小区5号楼电梯坏了三天了'
    await post({ call_id, text, caller: '13700001111' })
    await expect.poll(async () => (await findCall(call_id)).understanding).not.toBeNull()
    const { id } = await findCall(call_id)
    const edits = { description: '一街道花园小区3号楼电梯坏了，我电话13700001111' }
    const checked = await operator.post<{ findings: { kind: string; in_call: string }[] }>(
      `/console/calls/${id}/check`,
      { edits },
    )
    expect(checked.findings).toMatchObject([{ kind: 'contradicted', in_call: '5号楼' }])
    const body = { client_action_id: actionId(), edits, findings_seen: 1 }
    const filed = await operator.post<{ request_no: string; request_id: string }>(
      `/console/calls/${id}/file`,
      body,
    )
    expect(await operator.post(`/console/calls/${id}/file`, body)).toEqual(filed)
    const other = { ...body, client_action_id: actionId() }
    expect((await operator.call('POST', `/console/calls/${id}/file`, other)).status).toBe(409)
    const row = await test.database.db
      .selectFrom('service_requests')
      .selectAll()
      .where('id', '=', filed.request_id)
      .executeTakeFirstOrThrow()
    expect(row.channel).toBe('call')
    expect(row.requester_id).not.toBeNull()
    expect(JSON.stringify(row)).not.toContain('13700001111')
    const dispatcher = await test.staff(['dispatcher'])
    const detail = await dispatcher.get<{ proposal: unknown; has_contact: boolean }>(
      `/console/requests/${filed.request_id}`,
    )
    expect(detail.proposal).not.toBeNull()
    expect(detail.has_contact).toBe(true)
    const said = await dispatcher.get<{ lines: { speaker: string; text: string }[] }>(
      `/console/requests/${filed.request_id}/call`,
    )
    expect(said.lines).toMatchObject([{ speaker: 'citizen', text: text.slice(3) }])
    const registered = await test.database.db
      .selectFrom('order_events as e')
      .innerJoin('work_orders as o', 'o.id', 'e.order_id')
      .select(['e.actor_kind', 'e.actor_id'])
      .where('o.request_id', '=', filed.request_id)
      .where('e.type', '=', 'request_registered')
      .execute()
    expect(registered).toEqual([{ actor_kind: 'staff', actor_id: expect.any(String) }])
    const typed = { text: '一街道电梯坏了', phone: '137-0000-1111' }
    const { repeats } = await operator.post<{ repeats: { request_no: string; why: string }[] }>(
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
    expect((await operator.call('POST', `/console/calls/${id}/edits`, { edits })).status).toBe(404)
    await operator.post(`/console/calls/${id}/edits`, { edits, create: true })
    await operator.post(`/console/calls/${id}/edits`, { edits: { title: '路灯' }, create: true })
    const call = await operator.get<CallDetail>(`/console/calls/${id}`)
    expect(call).toMatchObject({ origin: 'manual', edits: { ...edits, title: '路灯' } })
    const colleague = await test.staff(['operator'])
    const seen = await colleague.get<CallDetail>(`/console/calls/${id}`)
    expect(seen.edits.contact_phone).toBeUndefined()
    const list = await operator.get<{ items: CallItem[] }>('/console/calls')
    expect(list.items.some((item) => item.id === id)).toBe(true)
    const body = { client_action_id: actionId(), edits: {} }
    const bad = { ...body, edits: { contact_phone: '12' } }
    expect((await operator.call('POST', `/console/calls/${id}/file`, bad)).status).toBe(400)
    await operator.post(`/console/calls/${id}/file`, body)
    const stored = await test.database.db
      .selectFrom('service_requests')
      .select(['channel', 'title'])
      .where('title', '=', '路灯')
      .executeTakeFirst()
    expect(stored?.channel).toBe('operator')
  })

  it('logs a consultation as answered, once', async () => {
    const call_id = newCall()
    await post({ call_id, text: '市民：请问居住证怎么办' })
    const { id } = await findCall(call_id)
    const body = {
      client_action_id: actionId(),
      edits: {},
      question: '居住证怎么办',
      articles: ['a1'],
      note: '已告知到派出所办理',
    }
    await operator.call('POST', `/console/calls/${id}/answered`, body)
    await operator.call('POST', `/console/calls/${id}/answered`, body)
    expect((await findCall(call_id)).state).toBe('answered')
    const cited = test.database.db.selectFrom('kb_usage').select(['article_key', 'count'])
    expect(await cited.where('way', '=', 'call').execute()).toEqual([
      { article_key: 'a1', count: 1 },
    ])
    const late = { edits: { title: '改' } }
    expect((await operator.call('POST', `/console/calls/${id}/edits`, late)).status).toBe(409)
  })

  it('takes a consultation that no article answers to the gaps, once and without the number', async () => {
    const call_id = newCall()
    await post({ call_id, text: '市民：月球车票在哪里买' })
    const { id } = await findCall(call_id)
    const question = '月球车票在哪里买，回电13800138000'
    const body = { client_action_id: actionId(), edits: {}, question, articles: [], note: '' }
    await operator.call('POST', `/console/calls/${id}/answered`, body)
    await operator.call('POST', `/console/calls/${id}/answered`, body)
    const asked = await test.database.db
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
    const unit = await test.staff(['unit'], '甲区')
    expect((await unit.call('GET', '/console/calls')).status).toBe(403)
    const reviewer = await test.staff(['reviewer'])
    const id = randomUUID()
    const edits = { edits: {}, create: true }
    expect((await reviewer.call('POST', `/console/calls/${id}/edits`, edits)).status).toBe(403)
  })
})
