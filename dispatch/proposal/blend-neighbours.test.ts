import { describe, expect, it } from 'vitest'
import type { NeighbourVote } from '../related/find-neighbours.ts'
import { blendClasses } from './blend-neighbours.ts'

const near = (serviceCode: string, more: Partial<NeighbourVote> = {}): NeighbourVote => ({
  requestId: 'r',
  orderNo: 'n',
  serviceCode,
  leadUnitId: 'u',
  leadName: '某街道',
  similarity: 0.95,
  by: 'meaning',
  outcome: 'closed',
  decidedAt: new Date(0),
  ...more,
})
const shares = [
  { code: '010101', p: 0.6 },
  { code: '020202', p: 0.4 },
]

describe('nearest confirmed orders beside the classifier', () => {
  it('changes nothing without history, with what is hardly alike, and with withdrawn orders', () => {
    expect(blendClasses(shares, [])).toEqual(shares)
    expect(blendClasses(shares, [near('020202', { similarity: 0.5 })])).toEqual(shares)
    expect(blendClasses(shares, [near('020202', { outcome: 'withdrawn' })])).toEqual(shares)
  })

  it('lets history speak louder the more of it is alike, and never alone', () => {
    const p = (count: number) =>
      blendClasses(
        shares,
        Array.from({ length: count }, () => near('020202')),
      ).find(({ code }) => code === '020202')?.p ?? 0
    expect(p(1)).toBeGreaterThan(0.4)
    expect(p(1)).toBeLessThan(p(4))
    expect(p(4)).toBeGreaterThan(0.5)
    expect(p(100)).toBeLessThan(0.75)
  })

  it('knows classes that the classifier did not reach, and stays a distribution', () => {
    const blended = blendClasses(shares, [near('030303'), near('030303')])
    expect(blended.map(({ code }) => code)).toContain('030303')
    expect(blended.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1)
  })
})
