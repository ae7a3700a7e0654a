import { quantile } from '../metrics/figure.ts'

export interface Timings {
  n: number
  p50: number
  p95: number
  p99: number
  max: number
}

/** Percentiles of durations in milliseconds. */
export function summarise(durations: readonly number[]): Timings {
  const sorted = [...durations].sort((a, b) => a - b)
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    n: sorted.length,
    p50: round(quantile(sorted, 0.5)),
    p95: round(quantile(sorted, 0.95)),
    p99: round(quantile(sorted, 0.99)),
    max: round(sorted.at(-1) ?? Number.NaN),
  }
}

export function line(name: string, t: Timings): string {
  return `${name.padEnd(34)} n=${t.n}  p50=${t.p50} ms  p95=${t.p95} ms  p99=${t.p99} ms  max=${t.max} ms`
}
