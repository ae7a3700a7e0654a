import { describe, expect, it } from 'vitest'
import { packCurve } from '../proposal/confidence.ts'
import { applyLeadCurve } from '../proposal/lead-curve.ts'
import { calibrationError, fitLeadCurve, type SureOrder } from './fit-lead-curve.ts'
import { fitWeights, type HeardOrder } from './fit-weights.ts'
import { catalogueAlone } from './lead-model.ts'
import { type LeadCandidate, weighLeads } from './weigh-leads.ts'

const lead = (key: string, says: Partial<LeadCandidate>): LeadCandidate => ({
  key,
  vote: null,
  listed: true,
  expanded: { unit: null, reason: '', missing: null },
  role: null,
  catalogue: 0,
  habit: 0,
  text: 0,
  orders: 0,
  ...says,
})
/** The catalogue says a, the habit b, the words nothing. */
const torn = [
  lead('a', { catalogue: 0.9, habit: 0.2, text: 0.5 }),
  lead('b', { catalogue: 0.1, habit: 0.8, text: 0.5 }),
]
const orders = (count: number, truth: string): HeardOrder[] =>
  Array.from({ length: count }, () => ({ candidates: torn, truth }))
const first = (weights: ReturnType<typeof fitWeights>) => weighLeads(torn, weights)[0]?.key

describe('weights of catalogue, habit and words', () => {
  it('leave the catalogue alone without orders, and nearly so with few', () => {
    expect(fitWeights([])).toEqual(catalogueAlone)
    expect(weighLeads(torn, catalogueAlone).map(({ p }) => p)).toEqual([
      expect.closeTo(0.9),
      expect.closeTo(0.1),
    ])
    expect(first(fitWeights(orders(1, 'b')))).toBe('a')
  })

  it('follow the source that was right, the more the more orders say so', () => {
    const few = fitWeights(orders(6, 'b'))
    const many = fitWeights(orders(200, 'b'))
    expect(many.habit).toBeGreaterThan(few.habit)
    expect(first(many)).toBe('b')
    const right = fitWeights(orders(200, 'a'))
    expect(right.habit).toBeLessThan(0.1)
    expect(first(right)).toBe('a')
  })

  it('give nothing to a source that tells nothing apart', () => {
    expect(fitWeights(orders(200, 'b')).text).toBeLessThan(0.01)
  })
})

describe('the confidence curve of a city', () => {
  /** Leads of a share of 0.9 that were right three times in four: the pack's curve says more. */
  const cases = (count: number): SureOrder[] =>
    Array.from({ length: count }, (_, at) => ({
      share: at % 8 < 4 ? 0.95 : 0.6,
      classP: 0.7,
      level: 'subdistrict',
      right: at % 8 < 4 ? at % 40 !== 0 : at % 2 === 0,
    }))

  it('is the pack’s own where there are too few orders', () => {
    expect(fitLeadCurve(cases(40))).toBeNull()
    expect(fitLeadCurve(cases(120))?.trusts).toEqual(packCurve.trusts)
  })

  it('means what it says once there are enough, and so do its thresholds', () => {
    const enough = cases(800)
    const curve = fitLeadCurve(enough) ?? packCurve
    const sure = (by: typeof curve) =>
      enough.map((order) => ({ p: applyLeadCurve(by, order), right: order.right }))
    expect(calibrationError(sure(packCurve))).toBeGreaterThan(0.1)
    expect(calibrationError(sure(curve))).toBeLessThan(0.03)
    const from = curve.trusts.find(({ precision }) => precision === 0.93)?.from ?? 0
    const above = sure(curve).filter(({ p }) => p >= from)
    expect(above.length).toBeGreaterThan(300)
    expect(above.filter(({ right }) => right).length / above.length).toBeGreaterThanOrEqual(0.93)
    const froms = curve.trusts.map((trust) => trust.from)
    expect(froms.toSorted((a, b) => a - b)).toEqual(froms)
  })
})
