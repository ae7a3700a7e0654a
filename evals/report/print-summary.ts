import { formatFigure, metricText, noiseText } from './metric-texts.ts'
import type { Report } from './report-format.ts'

type Say = (text: string) => void

function printSuite(suite: Report['suites'][number], say: Say): void {
  const unscored = suite.unscored > 0 ? `，另 ${suite.unscored} 例不能评` : ''
  say(`\n${suite.name}（${suite.zh}） n=${suite.n}${unscored}`)
  for (const [name, figure] of Object.entries(suite.metrics)) {
    say(`  ${name.padEnd(22)} ${formatFigure(name, figure).padEnd(26)} ${metricText(name).zh}`)
  }
  for (const note of suite.notes) say(`  ${note}`)
}

/** The curve of accuracy against noise, a line for each kind; the intervals are in the report. */
function printNoise(points: Report['noise'], say: Say): void {
  const lines = new Map<string, string[]>()
  for (const { suite, noise, rate, figure } of points) {
    const name = `${suite} ${noiseText(noise)}`
    const value = `${Math.round(rate * 100)}% → ${(figure.value * 100).toFixed(1)}%`
    lines.set(name, [...(lines.get(name) ?? []), value])
  }
  if (lines.size > 0) say('\n噪声强度 → 首选正确')
  for (const [name, values] of lines) say(`  ${name}：${values.join('，')}`)
}

/** What a person at a terminal wants to know: figures, gates, changes, where the report is. */
export function printSummary(report: Report, dir: string, say: Say): void {
  for (const suite of report.suites) printSuite(suite, say)
  for (const { name, reason } of report.skipped) say(`\n没有评测 ${name}：${reason}`)
  for (const line of report.leakage) say(line)
  printNoise(report.noise, say)
  if (report.changes.length > 0) say('\n与基线相比')
  for (const c of report.changes) {
    const counts = `新对 ${c.newly_right.length}，新错 ${c.newly_wrong.length}`
    say(`  ${c.suite}：${counts}，p=${c.p.toFixed(3)}`)
  }
  if (report.gates.length > 0) say('\n门槛')
  for (const gate of report.gates) say(`  ${gate.ok ? '✓' : '✗'} ${gate.name}：${gate.detail}`)
  const { run } = report
  say(`\n${run.wall_seconds.toFixed(1)} 秒，内存峰值 ${run.peak_memory_mb} MiB，${run.embedder}`)
  say(`报告 · report: ${dir}/report.html`)
}
