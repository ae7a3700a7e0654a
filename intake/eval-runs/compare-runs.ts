import type { EvalComparison, EvalSummary, EvalVerdicts } from '../protocol/eval-api.ts'
import { mcnemar } from './mcnemar.ts'

export interface KeptRun {
  summary: EvalSummary
  verdicts: EvalVerdicts
}

type Turned = Pick<EvalComparison['suites'][number], 'both' | 'newly_right' | 'newly_wrong' | 'p'>

/** The cases that both runs judged in a suite, and those whose verdict turned, with McNemar's exact test. */
function turnedCases(suite: string, before: EvalVerdicts, now: EvalVerdicts): Turned {
  const was = before.suites.indexOf(suite)
  const is = now.suites.indexOf(suite)
  const pairs = Object.entries(now.cases).map(([id, letters]) => ({
    id,
    pair: `${before.cases[id]?.[was] ?? '-'}${letters[is] ?? '-'}`,
  }))
  const idsOf = (pair: string) => pairs.filter((p) => p.pair === pair).map((p) => p.id)
  const newly_right = idsOf('WR')
  const newly_wrong = idsOf('RW')
  const both = pairs.filter((p) => /^[RW]{2}$/.test(p.pair)).length
  return { both, newly_right, newly_wrong, p: mcnemar(newly_wrong.length, newly_right.length) }
}

function metricsOf(
  now: EvalSummary['suites'][number],
  before: EvalSummary['suites'][number],
): EvalComparison['suites'][number]['metrics'] {
  const earlier = new Map(before.metrics.map((m) => [m.name, m]))
  return now.metrics.map(({ value, low, high, ...named }) => {
    const was = earlier.get(named.name)
    return {
      ...named,
      before: was ? { value: was.value, low: was.low, high: was.high } : null,
      now: { value, low, high },
    }
  })
}

/** Two runs side by side, suite by suite: only what both measured. */
export function compareKeptRuns(
  before: KeptRun,
  now: KeptRun,
): Pick<EvalComparison, 'same_data' | 'suites'> {
  const earlier = new Map(before.summary.suites.map((s) => [s.name, s]))
  const suites = now.summary.suites.flatMap((suite) => {
    const was = earlier.get(suite.name)
    if (!was) return []
    const { name, zh } = suite
    const turned = turnedCases(name, before.verdicts, now.verdicts)
    return [{ name, zh, ...turned, metrics: metricsOf(suite, was) }]
  })
  const sizes = new Map(now.summary.suites.map((s) => [s.name, s.n]))
  return {
    // The fingerprint covers all files of a run: two runs of different suites still share the cases of some.
    same_data:
      before.summary.fingerprint.data === now.summary.fingerprint.data ||
      before.summary.suites.every((s) => !sizes.has(s.name) || sizes.get(s.name) === s.n),
    suites,
  }
}
