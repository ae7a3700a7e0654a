import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { environment } from '../../intake/commands/environment.ts'
import { toBaselineEntry, writeBaseline } from '../gates/baseline.ts'
import { sourceText } from '../report/case-cards.ts'
import { printSummary } from '../report/print-summary.ts'
import type { CaseResult } from '../report/report-format.ts'
import { renderAll } from '../report/store-report.ts'
import { listStoredRuns, openStoredRun } from '../run/stored-runs.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

function printCase(result: CaseResult): void {
  say(`${result.right ? '✓' : '✗'} ${result.suite} ${result.id}`)
  say(result.text)
  say(
    `应为：${result.truth}\n建议：${result.proposed}${result.p === null ? '' : `（把握 ${result.p}）`}`,
  )
  if (result.reason) say(`说明：${result.reason}`)
  for (const { source, text, why } of result.evidence) {
    say(`依据：${sourceText(source)} ${text === '' ? '' : `“${text}” `}${why}`)
  }
  for (const near of result.nearest) say(`相近：${near.label}：${near.text}`)
}

/**
 * `jiesu evals report [RUN] [--case ID] [--write-baseline FILE]`: the stored runs; or one run again as HTML, Markdown and JUnit (and
 * as the baseline of its embedder); or one of its cases.
 */
export async function runReport(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    strict: true,
    allowPositionals: true,
    options: { case: { type: 'string' }, 'write-baseline': { type: 'string' } },
  })
  const { dataDir } = loadConfig(environment())
  const [run] = positionals
  if (run === undefined) {
    const runs = await listStoredRuns(dataDir)
    for (const name of runs) say(name)
    if (runs.length === 0) say(`${join(dataDir, 'evals')} 里还没有运行。`)
    return 0
  }
  const { dir, report, results } = await openStoredRun(run, dataDir)
  if (values.case !== undefined) {
    const found = results.filter((result) => result.id === values.case)
    if (found.length === 0) throw new AppError('evals.case-unknown', { run: dir, id: values.case })
    for (const result of found) printCase(result)
    return 0
  }
  const baseline = values['write-baseline']
  if (baseline !== undefined) {
    await writeBaseline(baseline, report.run.embedder, toBaselineEntry(report, results))
    say(`基线已写入 ${baseline}；请在提交说明里写明为什么变动。`)
  }
  await renderAll((name, text) => writeFile(join(dir, name), text), report, results)
  printSummary(report, dir, say)
  return report.gates.some((gate) => !gate.ok) ? 1 : 0
}
