import { escapeHtml } from './escape.ts'
import { formatFigure, formatValue, isLowerBetter, metricText } from './metric-texts.ts'
import type { Report, SuiteReport } from './report-format.ts'

const e = escapeHtml

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const header = head.map((cell) => `<th scope="col">${e(cell)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
  return `<table><thead><tr>${header}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

/** A bar with its interval as a whisker, readable without colour. */
function bar(figure: { value: number; low: number; high: number }): string {
  if (figure.value > 1 || figure.value < 0) return ''
  const at = (v: number) => Math.round(Math.min(1, Math.max(0, v)) * 1000) / 10
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="10" fill="#eef1f4"/><rect width="${at(figure.value)}" height="10" fill="#9fb0c6"/><line x1="${at(figure.low)}" x2="${at(figure.high)}" y1="5" y2="5" stroke="#1f3a5f" stroke-width="2"/></svg>`
}

/** The first thing to read: one line a suite, the headline with its interval. */
export function headlineTable(suites: readonly SuiteReport[]): string {
  return table(
    ['评测集', '例数', '主要指标', '数值（95% 区间）', '', '其他'],
    suites.map((suite) => {
      const figure = suite.metrics[suite.headline]
      const others = Object.entries(suite.metrics)
        .filter(([name]) => name !== suite.headline && !name.startsWith('ms_'))
        .slice(0, 4)
        .map(([name, f]) => `${e(metricText(name).zh)} ${formatValue(name, f.value)}`)
      return [
        `<a href="#suite-${e(suite.name)}">${e(suite.zh)}</a> <code>${e(suite.name)}</code>`,
        String(suite.n) + (suite.unscored > 0 ? `（另 ${suite.unscored} 例不能评）` : ''),
        e(metricText(suite.headline).zh),
        figure ? `<b>${e(formatFigure(suite.headline, figure))}</b>` : '—',
        figure ? bar(figure) : '',
        others.join('；'),
      ]
    }),
  )
}

export function gateTable(gates: Report['gates']): string {
  if (gates.length === 0)
    return '<p>没有门槛适用：这次没有设（--gate），或门槛和基线里没有这些评测集。</p>'
  return table(
    ['', '门槛', '结果'],
    gates.map((gate) => [
      gate.ok ? '✓' : '<b class="bad">✗ 未过</b>',
      e(gate.name),
      e(gate.detail),
    ]),
  )
}

/** What moved since the baseline: the figures, and which cases. */
export function changeTable(changes: Report['changes']): string {
  if (changes.length === 0) return '<p>没有基线可比，或与基线相同。</p>'
  const ids = (list: readonly string[]) =>
    list.length === 0
      ? '—'
      : `${list.length}：${list
          .slice(0, 12)
          .map((id) => `<a href="#case-${e(id)}">${e(id)}</a>`)
          .join(' ')}${list.length > 12 ? ' …' : ''}`
  return table(
    ['评测集', '变化的指标', '新对', '新错', 'McNemar p'],
    changes.map((change) => [
      e(change.suite),
      change.figures
        .map(({ metric, before, now }) => {
          const better = now.value > before.value !== isLowerBetter(metric)
          return `${e(metricText(metric).zh)} ${formatValue(metric, before.value)} → ${formatValue(metric, now.value)} ${better ? '▲' : '▼'}`
        })
        .join('<br>') || '—',
      ids(change.newly_right),
      ids(change.newly_wrong),
      change.p.toFixed(3),
    ]),
  )
}

export function metricTable(suite: SuiteReport): string {
  return table(
    ['指标', '名称', '数值（95% 区间）'],
    Object.entries(suite.metrics).map(([name, figure]) => [
      e(metricText(name).zh),
      `<code>${e(name)}</code>`,
      e(formatFigure(name, figure)),
    ]),
  )
}

const distanceText = (distance: number | null) => {
  if (distance === null) return '—'
  if (distance <= 2) return '同一上级（近）'
  return distance <= 4 ? '同一大类' : '不同大类（远）'
}

/** Confusions, far ones marked: sending a lift to the forestry bureau is worse than to the wrong lift class. */
export function confusionTable(suite: SuiteReport): string {
  const hasTree = suite.confusions.some((c) => c.distance !== null)
  return table(
    ['应为', '误为', '次数', ...(hasTree ? ['在分类树上'] : [])],
    suite.confusions
      .slice(0, 30)
      .map((c) => [
        e(c.truth),
        e(c.proposed),
        String(c.count),
        ...(hasTree ? [distanceText(c.distance)] : []),
      ]),
  )
}

export function classTable(suite: SuiteReport): string {
  const share = (value: number) => `${(value * 100).toFixed(0)}%`
  return table(
    ['类', '例数', '精确率', '召回', 'F1'],
    suite.per_class
      .filter((c) => c.support > 0)
      .slice(0, 60)
      .map((c) => [
        e(c.label),
        String(c.support),
        share(c.precision),
        share(c.recall),
        share(c.f1),
      ]),
  )
}

/** Where the figures come from, before anybody reads them. */
export function datasetCards(cards: Report['datasets']): string {
  if (cards.length === 0) return '<p>这份数据没有说明卡（--card）。</p>'
  const blocks = cards.map((card) => {
    const lines = [
      ['来源', card.source],
      ['许可', card.licence],
      ['例数', card.n === undefined ? '—' : String(card.n)],
      ['性质', card.made_up ? '编写的' : '真实的'],
      ['划分', card.split],
      ['标注', card.labels],
      ['已知偏差', card.known_bias],
    ]
    const list = lines.map(([name = '', text = '']) => `<dt>${name}</dt><dd>${e(text)}</dd>`)
    return `<section><h4>${e(card.title)} <code>${e(card.name)}@${e(card.version)}</code></h4><dl>${list.join('')}</dl></section>`
  })
  return `<div class="cards">${blocks.join('')}</div>`
}

export function runTable({ run }: Report): string {
  return table(
    ['项', '值'],
    [
      ['运行', e(run.id)],
      ['命令', `<code>${e(run.command)}</code>`],
      ['时间', `${e(run.started_at)} → ${e(run.finished_at ?? '未完成')}`],
      ['划分 · 种子', `${e(run.split)} · ${run.seed}`],
      ['向量 · 组成 · 噪声', `${e(run.embedder)} · ${e(run.ablation)} · ${e(run.noise)}`],
      [
        '指纹',
        `数据 <code>${e(run.fingerprint.data)}</code> 代码 <code>${e(run.fingerprint.code)}</code> 模型 <code>${e(run.fingerprint.model)}</code>`,
      ],
      ['机器', e(run.machine)],
      ['总用时 · 内存峰值', `${run.wall_seconds.toFixed(1)} 秒 · ${run.peak_memory_mb} MiB`],
      [
        '大模型用量',
        run.model_tokens === 0 ? '未使用大模型' : `${run.model_tokens} 词元，${run.model_cost} 元`,
      ],
    ],
  )
}
