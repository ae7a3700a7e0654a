import {
  atThreshold,
  expectedCalibrationError,
  type Sure,
  thresholdFor,
} from '../metrics/calibration.ts'
import { type Classified, hit, macroF1 } from '../metrics/classification.ts'
import { bootstrap, type Figure, plain, quantile, wilson } from '../metrics/figure.ts'
import type { CaseResult } from '../report/report-format.ts'
import type { MeasureOptions } from './suite.ts'

const REQUIRED_PRECISION = 0.95
const ROUNDS = 200

/** Share of cases for which something holds, with Wilson's interval; cases that cannot be scored are left out. */
export function share(
  results: readonly CaseResult[],
  holds: (result: CaseResult) => boolean,
): Figure {
  return wilson(results.filter(holds).length, results.length)
}

/** Mean of a value that only some cases have, with a bootstrap interval. */
export function meanOf(results: readonly CaseResult[], name: string, seed: number): Figure {
  const values = results.map((r) => r.values[name]).filter((v) => v !== undefined)
  const mean = (list: readonly number[]) =>
    list.length === 0 ? Number.NaN : list.reduce((sum, v) => sum + v, 0) / list.length
  return bootstrap(values, mean, { seed, rounds: ROUNDS })
}

export function toClassified(result: CaseResult): Classified {
  return {
    truth: result.truth,
    acceptable: result.acceptable.length > 0 ? result.acceptable : [result.truth],
    ranked: result.ranked,
    p: result.p ?? 0,
  }
}

export function toSure(results: readonly CaseResult[]): Sure[] {
  return results.flatMap((r) =>
    r.p === null || r.right === null ? [] : [{ p: r.p, right: r.right }],
  )
}

/** Threshold and cases in two halves: each half is answered at the threshold that the other half chose. */
function halves(results: readonly CaseResult[]): { cases: Sure[]; threshold: number }[] {
  const even = toSure(results.filter((_, i) => i % 2 === 0))
  const odd = toSure(results.filter((_, i) => i % 2 === 1))
  return [
    { cases: even, threshold: thresholdFor(odd, REQUIRED_PRECISION) },
    { cases: odd, threshold: thresholdFor(even, REQUIRED_PRECISION) },
  ]
}

/** Calibration and selective prediction: ECE, and what share can be answered at 95 % precision. */
export function confidenceFigures(
  results: readonly CaseResult[],
  { seed, threshold }: MeasureOptions,
): Record<string, Figure> {
  const parts = threshold === null ? halves(results) : [{ cases: toSure(results), threshold }]
  const answered = parts.flatMap(({ cases, threshold: t }) =>
    cases.map((c) => ({ ...c, p: c.p >= t ? 1 : 0 })),
  )
  return {
    ece: bootstrap(toSure(results), (s) => expectedCalibrationError(s), { seed, rounds: ROUNDS }),
    coverage_at_95: bootstrap(answered, (s) => atThreshold(s, 1).coverage, {
      seed,
      rounds: ROUNDS,
    }),
    precision_at_95: bootstrap(answered, (s) => atThreshold(s, 1).precision, {
      seed,
      rounds: ROUNDS,
    }),
  }
}

/** The usual figures of a classification with candidates in order. */
export function rankedFigures(
  results: readonly CaseResult[],
  { seed }: MeasureOptions,
): Record<string, Figure> {
  const cases = results.map(toClassified)
  const top = (k: number) => wilson(cases.filter((c) => hit(c, k)).length, cases.length)
  return {
    top1: top(1),
    top3: top(3),
    top5: top(5),
    macro_f1: bootstrap(cases, macroF1, { seed, rounds: ROUNDS }),
  }
}

/** Percentiles of the time a case took, in milliseconds. */
export function latencyFigures(results: readonly CaseResult[]): Record<string, Figure> {
  const times = results.flatMap((r) => (r.ms === null ? [] : [r.ms])).sort((a, b) => a - b)
  if (times.length === 0) return {}
  const at = (q: number) => plain(Math.round(quantile(times, q) * 100) / 100)
  return { ms_p50: at(0.5), ms_p95: at(0.95), ms_p99: at(0.99) }
}
