import type { EvalMetric, EvalRunItem } from '../../../protocol/eval-api.ts'

/** Runs of one series measure the same thing: another model, split or noise is another measurement. */
export function seriesOf({ measured }: Pick<EvalRunItem, 'measured'>): string | null {
  if (measured === null) return null
  const { embedder, split, ablation, noise } = measured
  return [embedder, split, ablation, noise].join(' ')
}

type Run = Pick<EvalRunItem, 'measured' | 'headlines'>

/**
 * The same headline in the newest earlier run of the same series; `runs` is newest first. Over another number of cases it is
 * another measurement: the fingerprint of the data cannot say so, because it covers the files of all suites of a run.
 */
export function earlierFigure(runs: readonly Run[], at: number, suite: string): EvalMetric | null {
  const run = runs[at]
  const series = run ? seriesOf(run) : null
  const n = run?.headlines.find((headline) => headline.suite === suite)?.n
  if (series === null) return null
  for (const earlier of runs.slice(at + 1)) {
    if (seriesOf(earlier) !== series) continue
    const found = earlier.headlines.find((h) => h.suite === suite && h.n === n)
    if (found) return found.metric
  }
  return null
}

/** `▲0.8`, in points of a hundred for shares; nothing where nothing moved. */
export function deltaText(now: EvalMetric, before: EvalMetric | null): string {
  if (before === null) return ''
  const scale = now.unit === 'share' ? 100 : 1
  const moved = Math.round((now.value - before.value) * scale * 10) / 10
  if (moved === 0) return ''
  return `${moved > 0 ? '▲' : '▼'}${Math.abs(moved)}`
}

/** Whether a move is one for the worse, whichever way the figure points. */
export function isWorse(now: EvalMetric, before: EvalMetric | null): boolean {
  return before !== null && now.lower === now.value > before.value && now.value !== before.value
}

export interface Trend {
  suite: string
  zh: string
  n: number
  metric: EvalMetric
  /** Oldest first, the last one is `metric`. */
  values: number[]
}

const LENGTH = 20

/** The headline of each suite over the newest series, oldest first. */
export function trendsOf(runs: readonly Run[]): Trend[] {
  const newest = runs.find((run) => seriesOf(run) !== null)
  if (!newest) return []
  const series = seriesOf(newest)
  const same = runs.filter((run) => seriesOf(run) === series)
  const found = new Map<string, Trend>()
  for (const run of same) {
    for (const { suite, zh, n, metric } of run.headlines) {
      const trend = found.get(suite) ?? { suite, zh, n, metric, values: [] }
      if (n === trend.n && trend.values.length < LENGTH) trend.values.unshift(metric.value)
      found.set(suite, trend)
    }
  }
  return [...found.values()]
}

/** Points of a line through the values; its height is never less than five points, so that chance looks like chance. */
export function sparkPoints(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const middle = (low + high) / 2
  const span = Math.max(high - low, 0.05)
  const step = values.length > 1 ? width / (values.length - 1) : 0
  return values
    .map((value, i) => {
      const y = height / 2 - ((value - middle) / span) * (height - 4)
      return `${Math.round(i * step * 10) / 10},${Math.round(y * 10) / 10}`
    })
    .join(' ')
}

/** `91.2%`, `0.84`, `12 ms`. */
export function showValue({ unit }: Pick<EvalMetric, 'unit'>, value: number): string {
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`
  return unit === 'ms' ? `${value.toFixed(0)} ms` : String(Math.round(value * 100) / 100)
}
