import { caseLetters, readBaseline, toBaselineEntry, writeBaseline } from '../gates/baseline.ts'
import { checkGates, readGates } from '../gates/check-gates.ts'
import { compareRuns } from '../gates/compare-runs.ts'
import { printSummary } from '../report/print-summary.ts'
import type { CaseResult, Report, RunInfo, SuiteReport } from '../report/report-format.ts'
import { storeReport } from '../report/store-report.ts'
import { machine, peakMemory } from './machine.ts'
import type { RunFolder } from './run-folder.ts'

type Known = 'id' | 'started_at' | 'finished_at' | 'machine' | 'wall_seconds' | 'peak_memory_mb'
type Counted = 'model_tokens' | 'model_cost'

export interface FinishOptions {
  folder: RunFolder
  run: Omit<RunInfo, Known | Counted>
  /** `performance.now()` at the start. */
  started: number
  suites: SuiteReport[]
  results: readonly CaseResult[]
  skipped?: Report['skipped']
  leakage?: string[]
  /** What was left aside in the data. */
  warnings?: string[]
  datasets?: Report['datasets']
  noise?: Report['noise']
  agreement?: Report['agreement']
  gate?: string | undefined
  baseline?: string | undefined
  /** Writes this run as the baseline of its embedder into the file. */
  writeBaseline?: string | undefined
  say: (text: string) => void
}

function toRunInfo({ folder, run, started }: FinishOptions): RunInfo {
  return {
    ...run,
    id: folder.id,
    started_at: folder.startedAt,
    finished_at: new Date().toISOString(),
    machine: machine(),
    wall_seconds: Math.round((performance.now() - started) / 100) / 10,
    peak_memory_mb: peakMemory(),
    // No part that is measured offline calls a language model.
    model_tokens: 0,
    model_cost: 0,
  }
}

/** Gates, comparison with the baseline, the files and the summary. Returns the exit code: 1 where a gate fails. */
export async function finishReport(options: FinishOptions): Promise<number> {
  const { folder, suites, results, say } = options
  const run = toRunInfo(options)
  const stored = options.baseline ? await readBaseline(options.baseline) : null
  const entry = stored?.embedders[run.embedder] ?? null
  // Another split is another measurement.
  const baseline = entry?.split === run.split ? entry : null
  const gates = options.gate ? checkGates(await readGates(options.gate), suites, baseline) : []
  const cases = caseLetters(
    suites.map((s) => s.name),
    results,
  )
  const report: Report = {
    format: 1,
    run,
    suites,
    skipped: options.skipped ?? [],
    leakage: options.leakage ?? [],
    warnings: options.warnings ?? [],
    datasets: options.datasets ?? [],
    gates,
    changes: baseline ? compareRuns(baseline, { suites, cases }) : [],
    noise: options.noise ?? [],
    agreement: options.agreement ?? [],
  }
  await storeReport(folder.write, report, results)
  await folder.finish()
  printSummary(report, folder.dir, say)
  if (options.writeBaseline) {
    await writeBaseline(options.writeBaseline, run.embedder, toBaselineEntry(report, results))
    say(`基线已写入 ${options.writeBaseline}；请在提交说明里写明为什么变动。`)
  }
  return gates.some((gate) => !gate.ok) ? 1 : 0
}
