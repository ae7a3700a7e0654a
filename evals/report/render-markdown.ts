import { formatFigure, formatValue, metricText } from './metric-texts.ts'
import type { Report } from './report-format.ts'

/** A bar in a cell would end it, and a line break would end the table. */
const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

function changes(report: Report): string {
  if (report.changes.length === 0) return '没有基线可比，或与基线相同。'
  return table(
    ['评测集', '变化', '新对', '新错', 'p'],
    report.changes.map((c) => [
      c.suite,
      c.figures
        .map(
          (f) =>
            `${f.metric} ${formatValue(f.metric, f.before.value)} → ${formatValue(f.metric, f.now.value)}`,
        )
        .join('；'),
      String(c.newly_right.length),
      [c.newly_wrong.length, ...c.newly_wrong.slice(0, 8)].join(' '),
      c.p.toFixed(3),
    ]),
  )
}

/** For a pull request: figures, gates, what changed. No citizen's words. */
export function renderMarkdown(report: Report): string {
  const { run } = report
  const figures = report.suites.flatMap((suite) =>
    Object.entries(suite.metrics).map(([name, figure]) => [
      name === suite.headline ? `**${suite.name}**` : '',
      `${name}（${metricText(name).zh}）`,
      formatFigure(name, figure),
      String(suite.n),
    ]),
  )
  return [
    `## 评测 ${run.id}`,
    '',
    table(['评测集', '指标', '数值（95% 区间）', 'n'], figures),
    '',
    ...report.skipped.map((s) => `- 没有评测 ${s.name}：${s.reason}`),
    '',
    '### 门槛',
    '',
    report.gates.length === 0
      ? '没有门槛适用。'
      : table(
          ['', '门槛', '结果'],
          report.gates.map((g) => [g.ok ? '✓' : '✗', g.name, g.detail]),
        ),
    '',
    '### 与基线相比',
    '',
    changes(report),
    '',
    ...[...report.warnings, ...report.leakage].map((line) => `- ${line}`),
    '',
    `\`${run.command}\` · ${run.split} · 种子 ${run.seed} · ${run.embedder} · ${run.machine} · ${run.wall_seconds.toFixed(0)} 秒 · ${run.peak_memory_mb} MiB · 数据 ${run.fingerprint.data} 代码 ${run.fingerprint.code} 模型 ${run.fingerprint.model}`,
    '',
  ].join('\n')
}
