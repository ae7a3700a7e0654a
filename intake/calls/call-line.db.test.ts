import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectCalls } from '../client/call-client.ts'
import { acked, type CallsKit, newCall, openCallsKit, segment } from '../testing/calls-kit.ts'
import { createCallToken, revokeCallToken } from './call-tokens.ts'

let kit: CallsKit
beforeAll(async () => {
  kit = await openCallsKit()
})
afterAll(() => kit?.site.close())

describe('the line of a telephone system', () => {
  it('stores segments once, in order, whatever order they come in, and names gaps', async () => {
    const line = await kit.open()
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
    const call = await kit.findCall(callId)
    expect(call.transcript.map((s) => s.text)).toEqual(['喂你好', '电梯坏了', '三天了', '一街道的'])
    expect(call).toMatchObject({ state: 'live', agent: 'zhang', segments: 4 })
    expect(call.caller).toMatch(/^139\*+5678$/)
    line.close()
  })

  it('goes on after a broken line where the acknowledgement stopped', async () => {
    const callId = newCall()
    const first = await kit.open()
    for (let seq = 1; seq <= 5; seq += 1) first.send(segment(callId, seq, `第${seq}句`))
    await acked(first, callId, 5)
    first.terminate()
    const second = await kit.open()
    second.send({ type: 'resume', call_id: callId })
    const resumed = await second.until((f) => f.type === 'resumed')
    expect(resumed).toMatchObject({ acked_seq: 5, missing: [] })
    second.send(segment(callId, 5, '第5句'))
    second.send(segment(callId, 6, '第6句'))
    second.send({ type: 'call-end', call_id: callId, seq: 7 })
    await acked(second, callId, 7)
    expect(await kit.findCall(callId)).toMatchObject({ state: 'ended', segments: 6 })
    second.close()
  })

  it('replaces partial segments and revisions, and ignores what is older', async () => {
    const line = await kit.open()
    const callId = newCall()
    const same = { segment_id: 'x', start_ms: 0 }
    line.send(segment(callId, 1, '我家', { ...same, final: false, revision: 1 }))
    line.send(segment(callId, 3, '我家在5号楼。', { ...same, final: true, revision: 3 }))
    line.send(segment(callId, 2, '我家在三号', { ...same, final: false, revision: 2 }))
    await acked(line, callId, 3)
    expect((await kit.findCall(callId)).transcript).toMatchObject([
      { text: '我家在5号楼。', final: true },
    ])
    line.send(segment(callId, 4, '我家在15号楼。', { ...same, revision: 4 }))
    await acked(line, callId, 4)
    expect((await kit.findCall(callId)).transcript).toMatchObject([{ text: '我家在15号楼。' }])
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
    const line = await kit.open(query)
    line.send(said('2pass-online', '电梯'))
    line.send(said('2pass-online', '坏了'))
    line.send(said('2pass-offline', '电梯坏了，', '[[0,400],[400,1200]]'))
    line.send(said('2pass-online', '一街'))
    await expect
      .poll(async () => (await kit.findCall(callId).catch(() => null))?.transcript.length)
      .toBe(2)
    line.terminate()
    const again = await kit.open(query)
    again.send(said('2pass-offline', '电梯坏了，', '[[0,400],[400,1200]]'))
    again.send(said('2pass-offline', '一街道的。', '[[1300,2400]]'))
    await expect
      .poll(async () => (await kit.findCall(callId)).transcript.map((s) => s.text))
      .toEqual(['电梯坏了，', '一街道的。'])
    again.close()
  })

  it('keeps identities out of the transcript', async () => {
    const line = await kit.open()
    const callId = newCall()
    line.send(segment(callId, 1, '我叫王小明，我电话是13812345678'))
    await acked(line, callId, 1)
    const call = await kit.findCall(callId)
    expect(JSON.stringify(call)).not.toMatch(/13812345678|王小明/)
    expect(call.caller).toMatch(/5678$/)
    line.close()
  })

  it('refuses strangers, and harms nobody with broken frames', async () => {
    await expect(connectCalls({ url: kit.wsUrl, token: 'jc_wrong' })).rejects.toThrow('401')
    const silent = await connectCalls({ url: kit.wsUrl })
    silent.send({ type: 'ping' })
    expect(await silent.closed).toBe(4004)
    const line = await kit.open()
    const good = await kit.open()
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
    const flood = await kit.open()
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
    const line = await kit.open()
    const gapped = newCall()
    for (let seq = 2; seq < 2300; seq += 1) line.send(segment(gapped, seq, '喂'))
    const error = await line.until((f) => f.type === 'error')
    expect(error).toMatchObject({ code: 'call.gap-too-large', call_id: gapped })
    line.close()
  })

  it('accepts the token in the first frame, and no longer when it is revoked', async () => {
    const other = await createCallToken(kit.site.deps, 'other')
    const line = await connectCalls({ url: kit.wsUrl })
    line.send({ v: 1, type: 'hello', token: other })
    await line.until((f) => f.type === 'welcome')
    line.close()
    await revokeCallToken(kit.site.deps, 'other')
    expect((await kit.post({ call_id: 'x', text: '喂' }, other)).status).toBe(401)
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
    const first = await kit.post(body)
    expect(first.status).toBe(201)
    const again = await kit.post(body)
    expect(again.status).toBe(200)
    expect(await again.json()).toMatchObject({ call_id, segments: 3, state: 'ended' })
    const call = await kit.findCall(call_id)
    expect(call.transcript.map((s) => s.speaker)).toEqual(['operator', 'citizen', 'citizen'])
    await expect
      .poll(async () => (await kit.findCall(call_id)).understanding?.fields.subdistrict?.value)
      .toBe('甲区一街道')
    expect((await kit.post({ call_id: 'y' })).status).toBe(400)
  })
})
