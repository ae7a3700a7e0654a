import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { environment } from '../../intake/commands/environment.ts'
import { caseLetters } from '../gates/baseline.ts'
import { compareRuns } from '../gates/compare-runs.ts'
import { pairedBootstrap } from '../metrics/paired.ts'
import { formatFigure, metricText } from '../report/metric-texts.ts'
import type { CaseResult, Report } from '../report/report-format.ts'
import { openStoredRun } from '../run/stored-runs.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

function measurement({ report, results }: { report: Report; results: readonly CaseResult[] }) {
  const names = report.suites.map((s) => s.name)
  return { suites: report.suites, cases: caseLetters(names, results) }
}

/** The difference of the shares of right cases, with its paired interval, over the cases that both runs judged. */
function pairedLine(suite: string, a: readonly CaseResult[], b: readonly CaseResult[]): string {
  const before = new Map(a.filter((r) => r.suite === suite).map((r) => [r.id, r.right]))
  const pairs = b
    .filter((r) => r.suite === suite && r.right !== null)
    .flatMap((r): [number, number][] => {
      const was = before.get(r.id)
      return typeof was === 'boolean' ? [[Number(was), Number(r.right)]] : []
    })
  if (pairs.length === 0) return '没有共同的例子'
  const { value, low, high, p } = pairedBootstrap(
    pairs.map(([was]) => was),
    pairs.map(([, now]) => now),
  )
  const points = (x: number) => `${x >= 0 ? '+' : ''}${(x * 100).toFixed(1)}`
  return `${pairs.length} 个共同例子，正确率差 ${points(value)} 个百分点（${points(low)} 到 ${points(high)}），p=${p.toFixed(3)}`
}

/** `jiesu evals diff A B`: what B has newly right and newly wrong, whether that is chance, and the figures side by side. */
export async function runDiff(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, strict: true, allowPositionals: true })
  const [first, second] = positionals
  if (!first || !second) throw new AppError('command.usage', { usage: 'jiesu evals diff A B' })
  const { dataDir } = loadConfig(environment())
  const a = await openStoredRun(first, dataDir)
  const b = await openStoredRun(second, dataDir)
  if (a.report.run.fingerprint.data !== b.report.run.fingerprint.data) {
    say('注意：两次运行的数据不同，只比较编号相同的例子。')
  }
  const changes = compareRuns(measurement(a), measurement(b))
  if (changes.length === 0) say('没有差别。')
  for (const change of changes) {
    say(
      `\n${change.suite}：新对 ${change.newly_right.length}，新错 ${change.newly_wrong.length}，McNemar p=${change.p.toFixed(3)}`,
    )
    say(`  ${pairedLine(change.suite, a.results, b.results)}`)
    for (const { metric, before, now } of change.figures) {
      say(
        `  ${metric.padEnd(22)} ${formatFigure(metric, before)} → ${formatFigure(metric, now)}  ${metricText(metric).zh}`,
      )
    }
    if (change.newly_wrong.length > 0) say(`  新错：${change.newly_wrong.join(' ')}`)
    if (change.newly_right.length > 0) say(`  新对：${change.newly_right.join(' ')}`)
  }
  return 0
}
