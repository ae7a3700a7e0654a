import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleSegments, compareSegments, type Segment } from './segment.ts'
import { missingSeqs, noteSeqs } from './seq-window.ts'

const segment = fc.record<Segment>({
  segment_id: fc.constantFrom('a', 'b', 'c', 'd'),
  speaker: fc.constantFrom('citizen', 'operator', 'unknown'),
  start_ms: fc.nat({ max: 50 }),
  end_ms: fc.nat({ max: 90 }),
  text: fc.constantFrom('喂', '我家没水', '三号楼', ''),
  confidence: fc.constant(null),
  final: fc.boolean(),
  revision: fc.nat({ max: 3 }),
  seq: fc.integer({ min: 1, max: 20 }),
})

/** A way to shuffle and repeat frames: indices into the list. */
const order = fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 60 })

describe('assembleSegments', () => {
  it('gives the same transcript whatever order frames come in and however often', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 20 }), order, (frames, picks) => {
        const repeated = picks.map((pick) => frames[pick % frames.length] as Segment)
        const all = [...repeated, ...frames]
        expect(assembleSegments(all)).toEqual(assembleSegments(frames))
        expect(assembleSegments([...all].reverse())).toEqual(assembleSegments(frames))
      }),
    )
  })

  it('gives the same in batches as at once', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 20 }), fc.nat({ max: 20 }), (frames, cut) => {
        const first = assembleSegments(frames.slice(0, cut))
        expect(assembleSegments([...first, ...frames.slice(cut)])).toEqual(assembleSegments(frames))
      }),
    )
  })

  it('keeps one row a segment, in the order in which it was said', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 30 }), (frames) => {
        const shown = assembleSegments(frames)
        expect(new Set(shown.map((one) => one.segment_id)).size).toBe(shown.length)
        expect([...shown].sort(compareSegments)).toEqual(shown)
      }),
    )
  })

  it('lets a higher revision stand, and a final one over a partial one', () => {
    const base: Segment = {
      segment_id: 'a',
      speaker: 'citizen',
      start_ms: 0,
      end_ms: 10,
      text: '我家在三号楼',
      confidence: 0.5,
      final: false,
      revision: 1,
      seq: 1,
    }
    const final = { ...base, final: true, text: '我家在5号楼。', seq: 2 }
    const late = { ...base, text: '我家', revision: 0, seq: 9 }
    expect(assembleSegments([final, base, late])[0]?.text).toBe('我家在5号楼。')
    const revised = { ...final, revision: 2, text: '我家在5号楼2单元。', seq: 3 }
    expect(assembleSegments([revised, final])[0]?.text).toBe('我家在5号楼2单元。')
  })
})

describe('noteSeqs', () => {
  it('acknowledges what has no gap below it, in any order', () => {
    const shuffled = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 })
    fc.assert(
      fc.property(shuffled, (seqs) => {
        let window = { acked: 0, beyond: [] as number[] }
        for (const seq of seqs) window = noteSeqs(window, [seq, seq])
        expect(window).toEqual({ acked: 8, beyond: [] })
      }),
    )
  })

  it('names the gaps', () => {
    const window = noteSeqs({ acked: 0, beyond: [] }, [1, 2, 5, 9])
    expect(window).toEqual({ acked: 2, beyond: [5, 9] })
    expect(missingSeqs(window)).toEqual([
      [3, 4],
      [6, 8],
    ])
  })
})
