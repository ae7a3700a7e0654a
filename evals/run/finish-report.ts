import {
  type Baseline,
  type BaselineEntry,
  caseLetters,
  readBaseline,
  toBaselineEntry,
  writeBaseline,
} from '../gates/baseline.ts'
import { checkGates, readGates } from '../gates/check-gates.ts'
import { compareRuns } from '../gates/compare-runs.ts'
import { printSummary } from '../report/print-summary.ts'
import type { CaseResult, Report, RunInfo, SuiteReport } from '../report/report-format.ts'
import { runSlices } from '../report/run-slices.ts'
import { storeReport } from '../report/store-report.ts'
import { machine, peakMemory } from './machine.ts'
import type { RunFolder } from './run-folder.ts'
import { storeRun } from './store-run.ts'
import type { MeasuredModel } from './with-model.ts'

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
  /** The language model that took part, if any. */
  model?: MeasuredModel | null
  gate?: string | undefined
  baseline?: string | undefined
  /** Writes this run as the baseline of its embedder into the file. */
  writeBaseline?: string | undefined
  /** Keeps the run for the console's history. */
  store?: { dataDir: string } | undefined
  say: (text: string) => void
}

function toRunInfo({ folder, run, started, model }: FinishOptions): RunInfo {
  return {
    ...run,
    id: folder.id,
    started_at: folder.startedAt,
    finished_at: new Date().toISOString(),
    machine: machine(),
    wall_seconds: Math.round((performance.now() - started) / 100) / 10,
    peak_memory_mb: peakMemory(),
    // No part that is measured offline calls a language model.
    model_tokens: model?.used.tokens ?? 0,
    model_cost: model?.used.cost ?? 0,
  }
}

/** The baseline of the same embedder and split: another split is another measurement. */
function baselineFor(stored: Baseline | null, run: RunInfo): BaselineEntry | null {
  const entry = stored?.embedders[run.embedder] ?? null
  return entry?.split === run.split ? entry : null
}

/** A wish that came to nothing is said: exit code 0 must not read as "all gates hold" where none applied. */
function unmetWishes(options: FinishOptions, report: Report, baseline: boolean): string[] {
  const { run } = report
  const kind = `${run.embedder}、${run.split}`
  const file = options.baseline
  return [
    ...(file && !baseline
      ? [`基线 ${file} 里没有同样条件（${kind}）的一项：没有与基线比较。`]
      : []),
    ...(options.gate && report.gates.length === 0
      ? [`门槛 ${options.gate} 里没有一条适用于这次运行。`]
      : []),
  ]
}

async function toReport(options: FinishOptions): Promise<Report> {
  const { results } = options
  const run = toRunInfo(options)
  const stored = options.baseline ? await readBaseline(options.baseline) : null
  const baseline = baselineFor(stored, run)
  const suites = options.suites.map((suite) => ({
    ...suite,
    slices: [...suite.slices, ...runSlices(suite, run, stored)],
  }))
  const names = suites.map((s) => s.name)
  const cases = caseLetters(names, results)
  const report: Report = {
    format: 1,
    run,
    suites,
    skipped: options.skipped ?? [],
    leakage: options.leakage ?? [],
    warnings: options.warnings ?? [],
    datasets: options.datasets ?? [],
    gates: options.gate ? checkGates(await readGates(options.gate), suites, baseline) : [],
    changes: baseline ? compareRuns(baseline, { suites, cases }) : [],
    noise: options.noise ?? [],
    agreement: options.agreement ?? [],
  }
  const unmet = unmetWishes(options, report, baseline !== null)
  for (const line of unmet) options.say(`\n! ${line}`)
  return { ...report, warnings: [...report.warnings, ...unmet] }
}

/** Gates, comparison with the baseline, the files and the summary. Returns the exit code: 1 where a gate fails. */
export async function finishReport(options: FinishOptions): Promise<number> {
  const { folder, results, say } = options
  const report = await toReport(options)
  await storeReport(folder.write, report, results)
  await folder.finish()
  printSummary(report, folder.dir, say)
  if (options.writeBaseline) {
    await writeBaseline(
      options.writeBaseline,
      report.run.embedder,
      toBaselineEntry(report, results),
    )
    say(`基线已写入 ${options.writeBaseline}；请在提交说明里写明为什么变动。`)
  }
  if (options.store) say(await storeRun(folder.dir, { ...options.store, run: folder.id }))
  return report.gates.some((gate) => !gate.ok) ? 1 : 0
}
