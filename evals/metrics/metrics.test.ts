import { describe, expect, it } from 'vitest'
import { mcnemar } from '../../intake/eval-runs/mcnemar.ts'
import { cohenKappa, slotF1 } from './agreement.ts'
import {
  atThreshold,
  expectedCalibrationError,
  reliability,
  riskCoverage,
  thresholdFor,
} from './calibration.ts'
import { type Classified, confusions, macroF1, perClass, topK } from './classification.ts'
import { meanCost } from './cost.ts'
import { bootstrap, quantile, wilson } from './figure.ts'
import { accuracyAtLevel, hierarchicalF, treeDistance } from './hierarchy.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { pairedBootstrap } from './paired.ts'
import { seededRandom, shuffled } from './random.ts'
import { hitAt, meanReciprocalRank, ndcg } from './retrieval.ts'

const c = (truth: string, ranked: string[], p = 0.5): Classified => ({ truth, ranked, p })

describe('classification', () => {
  // truth a a b c; first proposals a b b b: a 1/1 precision 1/2 recall; b 1/3, 1/1; c 0, 0
  const cases = [c('a', ['a', 'b']), c('a', ['b', 'a']), c('b', ['b']), c('c', ['b', 'a', 'c'])]

  it('counts hits among the first k', () => {
    expect(topK(cases, 1)).toBe(0.5)
    expect(topK(cases, 2)).toBe(0.75)
    expect(topK(cases, 3)).toBe(1)
    expect(topK([], 1)).toBeNaN()
  })

  it('computes precision, recall and F1 by hand', () => {
    const scores = Object.fromEntries(perClass(cases).map((s) => [s.label, s]))
    expect(scores['a']).toMatchObject({ support: 2, precision: 1, recall: 0.5 })
    expect(scores['b']?.precision).toBeCloseTo(1 / 3)
    expect(scores['c']).toMatchObject({ support: 1, precision: 0, recall: 0, f1: 0 })
    expect(macroF1(cases)).toBeCloseTo((2 / 3 + 0.5 + 0) / 3)
  })

  it('accepts any acceptable answer', () => {
    expect(topK([{ ...c('a', ['z']), acceptable: ['a', 'z'] }], 1)).toBe(1)
  })

  it('lists confusions', () => {
    expect(confusions(cases)).toEqual([
      { truth: 'a', proposed: 'b', count: 1 },
      { truth: 'c', proposed: 'b', count: 1 },
    ])
  })
})

describe('calibration', () => {
  it('measures the gap of confidence and accuracy', () => {
    const cases = [
      { p: 0.9, right: true },
      { p: 0.9, right: false },
      { p: 0.1, right: false },
      { p: 0.1, right: false },
    ]
    // bins of ten: |0.9 − 0.5|·½ + |0.1 − 0|·½
    expect(expectedCalibrationError(cases, 10)).toBeCloseTo(0.25)
    expect(reliability([{ p: 1, right: true }], 10).at(-1)?.n).toBe(1)
  })

  it('finds the threshold on one set and applies it to another', () => {
    const dev = [
      { p: 0.9, right: true },
      { p: 0.8, right: true },
      { p: 0.7, right: false },
      { p: 0.6, right: true },
    ]
    expect(thresholdFor(dev, 1)).toBe(0.8)
    expect(thresholdFor(dev, 0.75)).toBe(0.6)
    expect(thresholdFor([{ p: 0.9, right: false }], 0.9)).toBe(Number.POSITIVE_INFINITY)
    expect(atThreshold(dev, 0.8)).toEqual({ coverage: 0.5, precision: 1 })
    expect(atThreshold(dev, 2)).toEqual({ coverage: 0, precision: Number.NaN })
  })

  it('keeps equal confidences together', () => {
    const curve = riskCoverage([
      { p: 0.5, right: true },
      { p: 0.5, right: false },
    ])
    expect(curve).toEqual([{ threshold: 0.5, coverage: 1, precision: 0.5 }])
  })
})

describe('hierarchy', () => {
  it('counts the steps between nodes', () => {
    expect(treeDistance(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(0)
    expect(treeDistance(['a', 'b', 'c'], ['a', 'b', 'd'])).toBe(2)
    expect(treeDistance(['a', 'b', 'c'], ['x'])).toBe(4)
  })

  it('gives credit for a right parent', () => {
    const cases = [{ truth: ['a', 'b'], proposed: ['a', 'c'] }]
    expect(hierarchicalF(cases)).toEqual({ precision: 0.5, recall: 0.5, f: 0.5 })
    expect(accuracyAtLevel(cases, 1)).toBe(1)
    expect(accuracyAtLevel(cases, 2)).toBe(0)
  })
})

describe('retrieval', () => {
  it('computes hits, reciprocal ranks and nDCG by hand', () => {
    expect(hitAt([1, 3, null], 1)).toBeCloseTo(1 / 3)
    expect(hitAt([1, 3, null], 5)).toBeCloseTo(2 / 3)
    expect(meanReciprocalRank([1, 4, null])).toBeCloseTo((1 + 0.25) / 3)
    expect(ndcg([0, 1], [1], 5)).toBeCloseTo(1 / Math.log2(3))
    expect(ndcg([1, 0], [1], 5)).toBe(1)
  })
})

describe('intervals and paired tests', () => {
  it('agrees with the published Wilson example (81 of 263)', () => {
    const { low, high } = wilson(81, 263)
    expect(low).toBeCloseTo(0.2553, 3)
    expect(high).toBeCloseTo(0.3662, 3)
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 })
  })

  it('interpolates quantiles', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(quantile([], 0.5)).toBeNaN()
  })

  it('bootstraps the same interval from the same seed, around the value', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 0 : 1))
    const mean = (list: readonly number[]) => list.reduce((s, x) => s + x, 0) / list.length
    const figure = bootstrap(values, mean, { seed: 7 })
    expect(figure).toEqual(bootstrap(values, mean, { seed: 7 }))
    expect(figure.value).toBe(0.75)
    expect(figure.low).toBeGreaterThan(0.65)
    expect(figure.high).toBeLessThan(0.85)
  })

  it('corrects the bias of the draws, so that an interval holds its value', () => {
    // The largest value of a sample can only shrink in a resample.
    const values = Array.from({ length: 100 }, (_, i) => i)
    const largest = bootstrap(values, (list) => Math.max(...list), { seed: 3 })
    expect(largest).toMatchObject({ value: 99, high: 99 })
    expect(largest.low).toBeLessThanOrEqual(99)
  })
  it('knows the normal distribution', () => {
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 6)
    expect(normalCdf(0)).toBeCloseTo(0.5, 6)
    expect(normalQuantile(0.025)).toBeCloseTo(-1.96, 2)
  })
  it('computes McNemar exactly: 1 against 9 is 0.0215', () => {
    expect(mcnemar(1, 9)).toBeCloseTo(0.021484375)
    expect(mcnemar(5, 5)).toBe(1)
    expect(mcnemar(0, 0)).toBe(1)
  })

  it('finds a clear paired difference and no difference', () => {
    const zeros = Array.from({ length: 50 }, () => 0)
    const ones = zeros.map((_, i) => (i % 5 === 0 ? 0 : 1))
    expect(pairedBootstrap(zeros, ones).p).toBeLessThan(0.01)
    expect(pairedBootstrap(ones, ones)).toMatchObject({ value: 0, p: 1 })
  })
})

describe('agreement, slots, cost, chance', () => {
  it('computes kappa by hand', () => {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, chance 0.5
    const pairs = [
      ...Array.from({ length: 20 }, () => ['y', 'y'] as const),
      ...Array.from({ length: 5 }, () => ['y', 'n'] as const),
      ...Array.from({ length: 10 }, () => ['n', 'y'] as const),
      ...Array.from({ length: 15 }, () => ['n', 'n'] as const),
    ]
    expect(cohenKappa(pairs)).toBeCloseTo(0.4)
    expect(cohenKappa([['a', 'a']])).toBe(1)
  })

  it('computes slot F1 by hand', () => {
    const { precision, recall, f1 } = slotF1([
      { truth: { place: 'x', time: 'y' }, found: { place: 'x', unit: 'z', time: 'w' } },
    ])
    expect(precision).toBeCloseTo(1 / 3)
    expect(recall).toBe(0.5)
    expect(f1).toBeCloseTo(0.4)
  })

  it('weighs errors and refuses an unknown one', () => {
    expect(meanCost([['missed_emergency'], []], { missed_emergency: 100 })).toBe(50)
    expect(() => meanCost([['other']], {})).toThrow(RangeError)
  })

  it('is the same chance for the same seed', () => {
    expect(shuffled([1, 2, 3, 4, 5], seededRandom(3))).toEqual(
      shuffled([1, 2, 3, 4, 5], seededRandom(3)),
    )
    const draws = Array.from({ length: 1000 }, seededRandom(1))
    expect(draws.reduce((s, x) => s + x, 0) / 1000).toBeCloseTo(0.5, 1)
  })
})
