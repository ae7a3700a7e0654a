import { mcnemar } from '../../intake/eval-runs/mcnemar.ts'
import type { SuiteChange } from '../report/report-format.ts'
import type { BaselineEntry } from './baseline.ts'

type Measured = Pick<BaselineEntry['suites'][number], 'name' | 'metrics'>

interface Measurement {
  suites: readonly Measured[]
  /** One letter a suite, as `caseLetters` writes them. */
  cases: Record<string, string>
}

/** Cases that were judged in both, and those whose verdict turned. */
function turned(before: Measurement['cases'], now: Measurement['cases'], at: [number, number]) {
  const pairs = Object.entries(now).map(([id, letters]) => ({
    id,
    pair: `${before[id]?.[at[0]] ?? '-'}${letters[at[1]] ?? '-'}`,
  }))
  const idsOf = (pair: string) => pairs.filter((p) => p.pair === pair).map((p) => p.id)
  return {
    both: pairs.filter((p) => /^[RW]{2}$/.test(p.pair)).length,
    newly_right: idsOf('WR'),
    newly_wrong: idsOf('RW'),
  }
}

/** Milliseconds differ from run to run: they are no change. */
function movedFigures(before: Measured['metrics'], now: Measured['metrics']) {
  return Object.entries(now).flatMap(([metric, figure]) => {
    const earlier = before[metric]
    if (!earlier || metric.startsWith('ms_') || metric === 'latency_ratio') return []
    return Math.abs(earlier.value - figure.value) > 1e-9
      ? [{ metric, before: earlier, now: figure }]
      : []
  })
}

/** What changed between two measurements: cases newly right and newly wrong, with McNemar's exact test, and the figures. */
export function compareRuns(before: Measurement, now: Measurement): SuiteChange[] {
  return now.suites.flatMap((suite, at): SuiteChange[] => {
    const was = before.suites.findIndex((s) => s.name === suite.name)
    const old = before.suites[was]
    if (!old) return []
    const cases = turned(before.cases, now.cases, [was, at])
    const figures = movedFigures(old.metrics, suite.metrics)
    const { newly_right, newly_wrong } = cases
    if (figures.length + newly_right.length + newly_wrong.length === 0) return []
    const p = mcnemar(newly_wrong.length, newly_right.length)
    return [{ suite: suite.name, ...cases, p, figures }]
  })
}
