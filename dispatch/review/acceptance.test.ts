import { describe, expect, it } from 'vitest'
import { figuresByKey, figuresByWeek, shareOf, trendOf } from './acceptance.ts'

describe('the share of accepted proposals', () => {
  it('has the interval of Wilson', () => {
    // Values of R's binom::binom.wilson(8, 10) and (0, 5), (50, 100).
    expect(shareOf(8, 10)).toMatchObject({ share: 0.8 })
    expect(shareOf(8, 10).low).toBeCloseTo(0.4902, 3)
    expect(shareOf(8, 10).high).toBeCloseTo(0.9433, 3)
    expect(shareOf(0, 5)).toMatchObject({ low: 0 })
    expect(shareOf(0, 5).high).toBeCloseTo(0.4345, 3)
    expect(shareOf(50, 100).low).toBeCloseTo(0.4038, 3)
    expect(shareOf(5, 5).high).toBe(1)
    expect(shareOf(0, 0)).toEqual({ n: 0, hits: 0, share: 0, low: 0, high: 1 })
  })

  it('always holds the share, and gets narrower with more decisions', () => {
    for (const n of [1, 3, 10, 40, 200]) {
      for (let hits = 0; hits <= n; hits += Math.max(1, Math.floor(n / 7))) {
        const { low, share, high } = shareOf(hits, n)
        expect(low).toBeLessThanOrEqual(share + 1e-12)
        expect(high).toBeGreaterThanOrEqual(share - 1e-12)
        const wide = high - low
        const many = shareOf(hits * 10, n * 10)
        expect(many.high - many.low).toBeLessThan(wide)
      }
    }
  })
})

describe('the trend', () => {
  const week = (hits: number, n: number) => ({ hits, n })
  it('says up or down only where it is more than chance', () => {
    expect(trendOf([week(50, 100), week(52, 100), week(80, 100), week(82, 100)]).direction).toBe(
      'up',
    )
    expect(trendOf([week(82, 100), week(50, 100)]).direction).toBe('down')
    expect(trendOf([week(15, 20), week(16, 20)]).direction).toBe('flat')
    expect(trendOf([week(20, 20), week(20, 20)]).direction).toBe('flat')
  })

  it('does not know with few decisions', () => {
    expect(trendOf([week(1, 2), week(9, 9)])).toEqual({ direction: 'unknown', change: 0 })
    expect(trendOf([])).toMatchObject({ direction: 'unknown' })
  })
})

describe('figures', () => {
  const counts = [
    { key: 'a', week: '2026-01-05', n: 10, hits: 9 },
    { key: 'a', week: '2026-01-12', n: 20, hits: 10 },
    { key: 'b', week: '2026-01-12', n: 3, hits: 3 },
  ]
  it('come by key, the most frequent first', () => {
    expect(figuresByKey(counts)).toMatchObject([
      { key: 'a', n: 30, hits: 19, trend: { direction: 'down' } },
      { key: 'b', n: 3, hits: 3, trend: { direction: 'unknown' } },
    ])
  })
  it('come by week, the oldest first', () => {
    expect(figuresByWeek(counts)).toMatchObject([
      { week: '2026-01-05', n: 10 },
      { week: '2026-01-12', n: 23, hits: 13 },
    ])
  })
})
