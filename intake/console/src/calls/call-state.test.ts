import { describe, expect, it } from 'vitest'
import type { CallSegment } from '../../../protocol/call-api.ts'
import { mergeSegments } from './call-state.ts'

const segment = (id: string, start: number, more: Partial<CallSegment> = {}): CallSegment => ({
  id,
  speaker: 'citizen',
  start_ms: start,
  end_ms: start + 10,
  text: id,
  confidence: null,
  final: true,
  change_no: 1,
  ...more,
})

describe('mergeSegments', () => {
  it('keeps the order of time and the newer version', () => {
    const shown = [segment('a', 0), segment('c', 20, { change_no: 5, text: 'new' })]
    const merged = mergeSegments(shown, [
      segment('b', 10),
      segment('c', 20, { change_no: 4, text: 'old' }),
      segment('a', 0, { change_no: 2, text: 'changed' }),
    ])
    expect(merged.map((one) => one.text)).toEqual(['changed', 'b', 'new'])
  })
})
