import { normalCdf, normalQuantile } from './normal.ts'
import { seededRandom } from './random.ts'

/** A measured value with its 95 % interval; `low` and `high` equal `value` where an interval makes no sense. */
export interface Figure {
  value: number
  low: number
  high: number
}

const Z = 1.959963984540054

/** Wilson's score interval for a share of `successes` in `n` (Wilson 1927); [0, 1] where nothing was measured. */
export function wilson(successes: number, n: number): Figure {
  if (n === 0) return { value: Number.NaN, low: 0, high: 1 }
  const p = successes / n
  const z2 = Z * Z
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return { value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** The value at share `q` of a sorted list, by linear interpolation; NaN for an empty list. */
export function quantile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = (sorted.length - 1) * q
  const below = sorted[Math.floor(at)] as number
  const above = sorted[Math.ceil(at)] as number
  return below + (above - below) * (at - Math.floor(at))
}

/**
 * Shifts the percentiles by the bias of the draws (Efron 1981): macro-F1 and calibration error are biased in resamples, because
 * rare classes fall out of them, and a plain percentile interval can miss its own value.
 */
function biasCorrected(draws: readonly number[], value: number): { low: number; high: number } {
  const below = draws.filter((d) => d < value).length + draws.filter((d) => d === value).length / 2
  const share = Math.min(1 - 1 / draws.length, Math.max(1 / draws.length, below / draws.length))
  const z0 = normalQuantile(share)
  return {
    low: Math.min(value, quantile(draws, normalCdf(2 * z0 - Z))),
    high: Math.max(value, quantile(draws, normalCdf(2 * z0 + Z))),
  }
}

/**
 * Bias-corrected percentile bootstrap of any statistic over cases: cases are drawn with replacement `rounds` times. Draws on
 * which the statistic is undefined are left out.
 */
export function bootstrap<T>(
  cases: readonly T[],
  statistic: (sample: readonly T[]) => number,
  { seed = 1, rounds = 500 }: { seed?: number; rounds?: number } = {},
): Figure {
  const value = statistic(cases)
  if (cases.length === 0) return { value, low: value, high: value }
  const random = seededRandom(seed)
  const draws: number[] = []
  for (let r = 0; r < rounds; r++) {
    const sample = Array.from({ length: cases.length }, () => {
      return cases[Math.floor(random() * cases.length)] as T
    })
    const drawn = statistic(sample)
    if (!Number.isNaN(drawn)) draws.push(drawn)
  }
  draws.sort((a, b) => a - b)
  if (draws.length === 0) return { value, low: value, high: value }
  return { value, ...biasCorrected(draws, value) }
}

/** A count or a time: measured, without an interval. */
export function plain(value: number): Figure {
  return { value, low: value, high: value }
}
