import { performance } from 'node:perf_hooks'
import type { Pack } from '../../db/packs/pack.ts'
import { trainNaturalBaseline } from '../bench/natural-baseline.ts'
import { type Figure, plain, quantile } from '../metrics/figure.ts'
import type { CaseResult } from '../report/report-format.ts'

const TEXTS = 60
const WARM = 20

/**
 * Median proposal over the median of a fixed classifier on the same machine in the same run: a figure that a gate can hold on any
 * machine, where milliseconds cannot.
 */
export async function latencyRatio(
  pack: Pack,
  results: readonly CaseResult[],
): Promise<Figure | null> {
  const times = results.flatMap((r) => (r.ms === null ? [] : [r.ms])).slice(WARM)
  if (times.length < TEXTS) return null
  const classify = await trainNaturalBaseline(pack.examples)
  const baseline = results.slice(0, TEXTS).map(({ text }) => {
    const before = performance.now()
    classify(text)
    return performance.now() - before
  })
  const median = (list: number[]) =>
    quantile(
      [...list].sort((a, b) => a - b),
      0.5,
    )
  return plain(Math.round((median(times) / median(baseline)) * 1000) / 1000)
}
