import { caseSection, filterScript } from './case-cards.ts'
import {
  calibrationChart,
  noiseChart,
  riskCoverageChart,
  sliceChart,
  tooFewSlices,
} from './charts.ts'
import { escapeHtml } from './escape.ts'
import {
  changeTable,
  classTable,
  confusionTable,
  datasetCards,
  gateTable,
  headlineTable,
  metricTable,
  runTable,
  table,
} from './html-tables.ts'
import { formatValue, metricText, noiseText } from './metric-texts.ts'
import type { CaseResult, Report, SuiteReport } from './report-format.ts'

const e = escapeHtml

const style = `
:root{color-scheme:light}
body{font:15px/1.65 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1a1a1a;background:#fff;max-width:1080px;margin:0 auto;padding:24px 20px 80px}
h1{font-size:24px;margin:0 0 4px}h2{font-size:19px;margin:36px 0 10px;border-bottom:2px solid #1f3a5f;padding-bottom:4px}h3{font-size:16px;margin:26px 0 8px}h4{font-size:15px;margin:0 0 4px}
table{border-collapse:collapse;width:100%;margin:8px 0 14px;font-size:14px}th,td{text-align:left;vertical-align:top;padding:5px 10px 5px 0;border-bottom:1px solid #d9dee5}th{font-weight:600;color:#444;white-space:nowrap}
td b{white-space:nowrap}code{font:13px ui-monospace,Consolas,monospace;overflow-wrap:anywhere}svg{max-width:100%;height:auto;font:11px system-ui,sans-serif;fill:#333}.axis{font-size:12px}svg.bar{width:110px;max-width:none;height:10px}
figure{margin:0;flex:1 1 320px}figcaption{font-size:13px;color:#444}.figures{display:flex;flex-wrap:wrap;gap:18px}
.bad,.wrong{color:#8c1d18}.right{color:#1f5f3a}.case{border-left:3px solid #d9dee5;padding:8px 0 8px 14px;margin:12px 0;break-inside:avoid}.case[data-verdict=wrong]{border-left-color:#8c1d18}.words{white-space:pre-wrap;margin:2px 0 6px}
dl{display:grid;grid-template-columns:5.5em 1fr;gap:2px 10px;margin:0;font-size:14px}dt{color:#555}dd{margin:0}dd ul{margin:0;padding-left:1.2em}
.filter{display:flex;flex-wrap:wrap;gap:14px;align-items:center;margin:8px 0}select,input{font:inherit;padding:3px 6px}
.few{font-size:13px;color:#555}.cards{display:flex;flex-wrap:wrap;gap:14px}.cards>section{flex:1 1 300px;border-top:1px solid #d9dee5;padding-top:6px;break-inside:avoid}
.verdict{font-size:17px;margin:10px 0}[hidden]{display:none}details summary{cursor:pointer}
@media(max-width:700px){table{display:block;overflow-x:auto}td{min-width:4em}td:last-child{min-width:14em}}
@media print{body{max-width:none;padding:0;font-size:12px}.filter{display:none}h2{break-after:avoid}a{color:inherit;text-decoration:none}}`

/** No address is allowed at all: the page must open on a closed network and send nothing out. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

function suiteSection(suite: SuiteReport): string {
  const charts = [
    suite.reliability.length > 0
      ? `<figure>${calibrationChart(suite.reliability)}<figcaption>校准：点在虚线上，说明把握等于实际正确率；圆越大，例数越多。</figcaption></figure>`
      : '',
    suite.risk_coverage.length > 1
      ? `<figure>${riskCoverageChart(suite.risk_coverage)}<figcaption>风险—覆盖：只采用最有把握的一部分时，正确率是多少。</figcaption></figure>`
      : '',
  ].join('')
  const parts = [
    `<h2>${e(suite.zh)} <code>${e(suite.name)}</code> · ${suite.n} 例</h2>`,
    metricTable(suite),
    ...suite.notes.map((note) => `<p>${e(note)}</p>`),
    charts && `<div class="figures">${charts}</div>`,
    suite.slices.length > 0
      ? `<h3>分组：${e(metricText(suite.headline).zh)}</h3><figure>${sliceChart(suite.slices, suite.headline)}</figure>${tooFewSlices(suite.slices)}`
      : '',
    suite.confusions.length > 0 ? `<h3>最常见的混淆</h3>${confusionTable(suite)}` : '',
    suite.per_class.length > 1
      ? `<details><summary>各类的精确率与召回</summary>${classTable(suite)}</details>`
      : '',
  ]
  return `<section id="suite-${e(suite.name)}">${parts.join('')}</section>`
}

function latencySection(suites: readonly SuiteReport[]): string {
  const names = ['ms_p50', 'ms_p95', 'ms_p99', 'latency_ratio']
  const rows = suites
    .filter((suite) => suite.metrics['ms_p50'])
    .map((suite) => [
      e(suite.zh),
      ...names.map((name) => {
        const figure = suite.metrics[name]
        return figure ? formatValue(name, figure.value) : '—'
      }),
    ])
  return rows.length === 0
    ? ''
    : `<h2>用时</h2>${table(['评测集', ...names.map((n) => metricText(n).zh)], rows)}`
}

/** One chart a suite for what grows with a rate; a table for what changes a text as a whole. */
function noiseSection({ noise, suites }: Report): string {
  if (noise.length === 0) return ''
  const zh = (name: string) => suites.find((s) => s.name === name)?.zh ?? name
  const names = [...new Set(noise.map((p) => p.suite))]
  const named = noise.map((p) => ({ ...p, noise: noiseText(p.noise) }))
  const charts = names.map((name) => {
    const points = named.filter((p) => p.suite === name && p.rate < 1)
    return `<figure>${noiseChart(points)}<figcaption>${e(zh(name))}：正确率随噪声强度（受影响的字的比例）的变化。</figcaption></figure>`
  })
  const whole = [...new Set(named.filter((p) => p.rate === 1).map((p) => p.noise))]
  const cell = (suite: string, kind: string) => {
    const point = named.find((p) => p.suite === suite && p.noise === kind)
    return point ? formatValue(point.metric, point.figure.value) : '—'
  }
  const rows = names.map((n) => [e(zh(n)), ...['none', ...whole].map((kind) => cell(n, kind))])
  return `<section><h2>噪声下的表现</h2><div class="figures">${charts.join('')}</div>${table(['评测集', '原文', ...whole.map((kind) => `全部${kind}`)], rows)}</section>`
}

function firstPage(report: Report): string {
  const failed = report.gates.filter((gate) => !gate.ok).length
  const passed = failed === 0 ? '✓ 全部门槛通过' : `✗ ${failed} 项门槛未过`
  const skipped = report.skipped.map((s) => `<li>${e(s.name)}：${e(s.reason)}</li>`).join('')
  return [
    `<h1>接诉评测报告</h1><p>${e(report.run.id)}</p>`,
    report.gates.length > 0 ? `<p class="verdict ${failed ? 'bad' : ''}"><b>${passed}</b></p>` : '',
    headlineTable(report.suites),
    skipped && `<p>没有评测：</p><ul>${skipped}</ul>`,
    `<h2>门槛</h2>${gateTable(report.gates)}`,
    `<h2>与基线相比</h2>${changeTable(report.changes)}`,
    `<h2>数据</h2>${datasetCards(report.datasets)}`,
    report.warnings.length > 0
      ? `<h3>数据里略过的</h3><ul>${report.warnings.map((line) => `<li>${e(line)}</li>`).join('')}</ul>`
      : '',
    report.leakage.length > 0
      ? `<h3>泄漏检查</h3><ul>${report.leakage.map((l) => `<li>${e(l)}</li>`).join('')}</ul>`
      : '',
    report.agreement.length > 0
      ? `<h3>双人标注一致性</h3>${table(
          ['项', '例数', '卡帕'],
          report.agreement.map((a) => [e(a.field), String(a.n), a.kappa.toFixed(2)]),
        )}`
      : '',
    `<h2>运行</h2>${runTable(report)}`,
  ].join('')
}

/** One self-contained page: figures first, then the detail, then the cases. */
export function renderHtml(report: Report, results: readonly CaseResult[]): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>接诉评测报告 ${e(report.run.id)}</title><style>${style}</style></head>
<body><main>${firstPage(report)}${noiseSection(report)}${latencySection(report.suites)}${report.suites.map(suiteSection).join('')}${results.length > 0 ? caseSection(results, report.run) : ''}</main>${results.length > 0 ? `<script>${filterScript}</script>` : ''}</body></html>
`
}
