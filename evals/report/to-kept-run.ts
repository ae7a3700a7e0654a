import type { z } from 'zod'
import type { keptRun } from '../../intake/protocol/eval-api.ts'
import { caseLetters } from '../gates/baseline.ts'
import { isLowerBetter, metricText } from './metric-texts.ts'
import type { CaseResult, Report } from './report-format.ts'

/** What the console's history keeps of a run, with the names of its figures: the layers to the left of this one know no metrics. */
export function toKeptRun(report: Report, results: readonly CaseResult[]): z.infer<typeof keptRun> {
  const { run, skipped, gates } = report
  const { id, finished_at, ...rest } = run
  const suites = report.suites.map(({ name, zh, headline, n, metrics }) => ({
    name,
    zh,
    headline,
    n,
    metrics: Object.entries(metrics).map(([metric, figure]) => {
      const { zh: text, unit } = metricText(metric)
      return { name: metric, zh: text, unit, lower: isLowerBetter(metric), ...figure }
    }),
  }))
  const names = suites.map((suite) => suite.name)
  return {
    summary: {
      ...rest,
      run: id,
      finished_at: finished_at ?? run.started_at,
      suites,
      skipped,
      gates,
    },
    verdicts: { suites: names, cases: caseLetters(names, results) },
  }
}
