import { describe, expect, it } from 'vitest'
import { applyPlatt, fitPlatt } from './platt.ts'

/** Cases whose true probability of being right is `truth(p)`, spread evenly. */
const made = (truth: (p: number) => number) =>
  Array.from({ length: 4000 }, (_, i) => {
    const p = 0.05 + (0.9 * ((i * 7) % 1000)) / 1000
    return { p, right: ((i * 2654435761) % 4294967296) / 4294967296 < truth(p) }
  })

describe('Platt scaling', () => {
  it('leaves honest probabilities as they are', () => {
    const scale = fitPlatt(made((p) => p))
    for (const p of [0.2, 0.5, 0.8]) expect(applyPlatt(scale, p)).toBeCloseTo(p, 1)
  })

  it('pulls down an overconfident voice', () => {
    const scale = fitPlatt(made((p) => 0.5 + (p - 0.5) * 0.3))
    expect(applyPlatt(scale, 0.95)).toBeLessThan(0.75)
    expect(applyPlatt(scale, 0.95)).toBeGreaterThan(applyPlatt(scale, 0.6))
  })

  it('stays finite at the ends and does nothing without evidence', () => {
    expect(fitPlatt([{ p: 1, right: true }])).toEqual({ a: 1, b: 0 })
    const scale = fitPlatt(made((p) => (p > 0.5 ? 1 : 0)))
    expect(Number.isFinite(scale.a) && Number.isFinite(applyPlatt(scale, 1))).toBe(true)
  })
})
