import { describe, expect, it } from 'vitest'
import type { FunasrMessage } from '../protocol/call-api.ts'
import { createFunasrAdapter, parseFunasr, readFunasrMessages } from './funasr.ts'

const message = (more: Partial<FunasrMessage>): FunasrMessage => ({
  mode: '2pass-online',
  wav_name: 'call-citizen',
  text: '',
  is_final: false,
  ...more,
})
const adapter = (known: Parameters<typeof createFunasrAdapter>[0]['known'] = []) =>
  createFunasrAdapter({ speaker: 'unknown', known, nowMs: () => 1000 })

describe('FunASR adapter', () => {
  it('adds online words and replaces them with the sentence of the second pass', () => {
    const line = adapter()
    const first = line.read(message({ text: '我家住在' }))[0]
    const second = line.read(message({ text: '花家地小区' }))[0]
    const offline = { mode: '2pass-offline' as const, timestamp: '[[1200,1400],[1400,2600]]' }
    const final = line.read(message({ ...offline, text: '我家住在花家地小区。' }))[0]
    expect([first?.text, second?.text]).toEqual(['我家住在', '我家住在花家地小区'])
    expect([first?.final, second?.final, final?.final]).toEqual([false, false, true])
    expect(new Set([first?.segment_id, second?.segment_id, final?.segment_id]).size).toBe(1)
    expect(final).toMatchObject({
      text: '我家住在花家地小区。',
      start_ms: 1200,
      end_ms: 2600,
      speaker: 'citizen',
    })
    expect(final?.revision).toBeGreaterThan(second?.revision ?? 99)
    expect(line.read(message({ text: '十二' }))[0]?.segment_id).not.toBe(final?.segment_id)
  })

  it('knows a repeated sentence by its time stamp', () => {
    const line = adapter()
    const said = message({ mode: '2pass-offline', text: '没水了。', timestamp: [[100, 900]] })
    const first = line.read(said)[0]
    expect(line.read(said)[0]?.segment_id).toBe(first?.segment_id)
  })

  it('goes on after a reconnect, in the sentence that the line broke in', () => {
    const line = adapter([
      { segment_id: 'f:call-citizen:0', start_ms: 0, end_ms: 900, final: true, revision: 2 },
      { segment_id: 'f:call-citizen:1', start_ms: 1000, end_ms: 1200, final: false, revision: 3 },
    ])
    const said = message({ mode: '2pass-offline', text: '从早上五点', timestamp: '[[1000,2000]]' })
    expect(line.read(said)[0]).toMatchObject({ segment_id: 'f:call-citizen:1', revision: 4 })
    expect(line.read(message({ text: '就没了' }))[0]?.segment_id).toBe('f:call-citizen:2')
  })

  it('keeps the two sides of a call apart', () => {
    const line = adapter()
    const citizen = line.read(message({ mode: '2pass-offline', text: '喂' }))[0]
    const operator = message({ mode: '2pass-offline', wav_name: 'call-operator', text: '您好' })
    expect(line.read(operator)[0]).toMatchObject({ speaker: 'operator' })
    expect(citizen?.speaker).toBe('citizen')
  })

  it('cuts an offline result of a whole file into its sentences', () => {
    const segments = readFunasrMessages([
      message({
        mode: 'offline',
        wav_name: '',
        text: '正是因为。好的',
        stamp_sents: [
          { text_seg: '正 是 因 为', punc: '。', start: 430, end: 1130 },
          { text_seg: '好 的', punc: ',', start: 1300, end: 1500 },
        ],
      }),
    ])
    expect(segments.map(({ text, start_ms, final }) => [text, start_ms, final])).toEqual([
      ['正是因为。', 430, true],
      ['好的,', 1300, true],
    ])
  })

  it('puts a space between English words', () => {
    const line = adapter()
    line.read(message({ text: 'my heating' }))
    expect(line.read(message({ text: 'is off' }))[0]?.text).toBe('my heating is off')
  })

  it('reads no other JSON, and survives unreadable time stamps', () => {
    expect(parseFunasr({ mode: 'other', text: 'x' })).toBeNull()
    expect(parseFunasr(null)).toBeNull()
    const said = message({ mode: 'offline', text: '喂', timestamp: '[[1,' })
    expect(adapter().read(said)).toHaveLength(1)
  })
})
