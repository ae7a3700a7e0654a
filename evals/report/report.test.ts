import { describe, expect, it } from 'vitest'
import { suites } from '../run/suite-list.ts'
import { buildSuiteReport, MINIMUM_SLICE } from './build-suite.ts'
import { escapeXml } from './escape.ts'
import { formatFigure, isLowerBetter, metricText } from './metric-texts.ts'
import { renderHtml } from './render-html.ts'
import { renderJunit } from './render-junit.ts'
import { renderMarkdown } from './render-markdown.ts'
import { type CaseResult, caseResult, type Report, reportFormat } from './report-format.ts'
import { runSlices } from './run-slices.ts'

const hostile = '<img src=x onerror=alert(1)> & "\'</script><script>alert(2)</script>'

const results: CaseResult[] = Array.from({ length: 60 }, (_, i) =>
  caseResult.parse({
    suite: 'unit',
    id: `c${i}`,
    text: i === 1 ? hostile : `案例${i}`,
    right: i % 3 !== 1,
    truth: '甲街道',
    proposed: i % 3 === 1 ? '乙街道' : '甲街道',
    acceptable: ['甲街道'],
    ranked: i % 3 === 1 ? ['乙街道', '甲街道'] : ['甲街道'],
    p: (i % 10) / 10,
    slices: { channel: i < 50 ? 'chat' : 'call' },
    evidence: [{ source: 'catalogue', text: hostile, why: hostile }],
    nearest: [{ text: hostile, label: hostile }],
    values: { mode: 1 },
    ms: i,
  }),
)
const unit = suites.find((s) => s.name === 'unit')
if (!unit) throw new Error('no unit suite')
const suite = buildSuiteReport(unit, results, {
  seed: 1,
  threshold: null,
  fields: ['channel'],
  notes: [hostile],
})
const report: Report = {
  format: 1,
  run: {
    id: '20260101-000000-unit',
    command: `npx jiesu evals run unit --data "${hostile}"`,
    reproduce: 'npx jiesu evals run {suite} --case {id}',
    started_at: '2026-01-01T00:00:00Z',
    finished_at: '2026-01-01T00:01:00Z',
    seed: 1,
    split: 'dev',
    embedder: 'hash',
    ablation: 'all',
    noise: 'none',
    fingerprint: { data: 'd', code: 'c', model: 'm' },
    machine: '2 × CPU',
    wall_seconds: 60,
    peak_memory_mb: 300,
    model_tokens: 0,
    model_cost: 0,
  },
  suites: [suite],
  skipped: [{ name: 'duplicates', reason: hostile }],
  warnings: [],
  leakage: ['泄漏检查：0/60'],
  datasets: [
    {
      name: 'requests',
      version: '1',
      title: hostile,
      source: 's',
      licence: 'l',
      made_up: true,
      files: [],
      split: 'dev',
      labels: 'x',
      known_bias: 'y',
      n: 60,
    },
  ],
  gates: [
    { name: `门槛 ${hostile}`, ok: false, detail: 'too low | really' },
    { name: 'fine', ok: true, detail: 'ok' },
  ],
  changes: [
    {
      suite: 'unit',
      both: 60,
      newly_right: ['c1'],
      newly_wrong: [],
      p: 1,
      figures: [
        {
          metric: 'top1',
          before: { value: 0.5, low: 0.4, high: 0.6 },
          now: { value: 0.6, low: 0.5, high: 0.7 },
        },
      ],
    },
  ],
  noise: [
    {
      noise: 'none',
      rate: 0,
      suite: 'unit',
      metric: 'top1',
      n: 60,
      figure: { value: 0.9, low: 0.8, high: 1 },
    },
    {
      noise: 'typo',
      rate: 0.1,
      suite: 'unit',
      metric: 'top1',
      n: 60,
      figure: { value: 0.8, low: 0.7, high: 0.9 },
    },
  ],
  agreement: [{ field: 'triage', n: 100, kappa: 0.9 }],
}

describe('suite report', () => {
  it('has figures, slices that say when they are too small, confusions and curves', () => {
    expect(suite.metrics['top1']?.value).toBeCloseTo(40 / 60)
    expect(suite.metrics['top3']?.value).toBe(1)
    const [chat, call] = suite.slices
    expect(chat).toMatchObject({ value: 'chat', n: 50 })
    expect(chat?.figure).not.toBeNull()
    expect(call).toMatchObject({ value: 'call', n: 10, figure: null })
    expect(10).toBeLessThan(MINIMUM_SLICE)
    expect(suite.confusions[0]).toMatchObject({ truth: '甲街道', proposed: '乙街道', count: 20 })
    expect(suite.reliability.length).toBeGreaterThan(3)
    expect(suite.risk_coverage.at(-1)?.coverage).toBe(1)
  })
  it('survives JSON', () => {
    expect(reportFormat.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  })
})

describe('the slices that a run is', () => {
  const figure = { value: 0.9, low: 0.8, high: 0.95 }
  const entry = (n: number) => ({
    run: 'r',
    date: '2026-01-01',
    split: 'dev',
    data: 'd',
    suites: [{ name: 'unit', n, metrics: { top1: figure } }],
    cases: {},
  })
  const baseline = { format: 1 as const, embedders: { hash: entry(60), onnx: entry(60) } }
  it('set the other embedder beside this one, from its baseline', () => {
    expect(runSlices(suite, report.run, baseline)).toMatchObject([
      { field: 'embedder', value: 'hash', n: 60 },
      { field: 'embedder', value: '基线 onnx（2026-01-01）', figure },
      { field: 'model', value: '关' },
    ])
    expect(runSlices(suite, report.run, null)).toHaveLength(2)
  })
  it('set a run with a model beside the one without', () => {
    const withModel = {
      ...report.run,
      ablation: 'all+llm',
      fingerprint: { ...report.run.fingerprint, data: 'x' },
    }
    expect(runSlices(suite, withModel, baseline).slice(2)).toMatchObject([
      { field: 'model', value: '开' },
      { field: 'model', value: '基线 关（2026-01-01，数据有变动）', figure },
    ])
  })
  it('are too few below twenty cases, and compare no other split', () => {
    const few = { ...suite, n: 19 }
    const small = { format: 1 as const, embedders: { onnx: entry(19) } }
    expect(runSlices(few, report.run, small).map((row) => row.figure)).toEqual([null, null, null])
    expect(runSlices(suite, { ...report.run, split: 'all' }, baseline)).toHaveLength(2)
  })
})

describe('the page', () => {
  const html = renderHtml(report, results)
  it('asks no network for anything', () => {
    expect(html).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\//i)
    expect(html).not.toMatch(/@import|url\(|fetch\(|XMLHttpRequest|<link|<iframe/i)
    expect(html).toContain("default-src 'none'")
  })
  it('shows words as words', () => {
    expect(html).not.toContain('<img src=x')
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })
  it('has the first page, the charts and the cards', () => {
    for (const part of [
      '1 项门槛未过',
      '与基线相比',
      '校准图',
      '风险—覆盖图',
      '样本太少',
      '逐例',
      '双人标注',
    ]) {
      expect(html).toContain(part)
    }
    expect(html).toContain('npx jiesu evals run unit --case c1')
    expect(html.match(/<article/g)).toHaveLength(60)
  })
})

describe('Markdown and JUnit', () => {
  it('keep their tables whole and name no case words', () => {
    const markdown = renderMarkdown(report)
    expect(markdown).toContain('too low \\| really')
    expect(markdown).toContain('**unit**')
    expect(markdown).not.toContain('案例2')
  })
  it('count failures and escape what XML cannot hold', () => {
    const xml = renderJunit(report)
    expect(xml).toContain('tests="4" failures="1" skipped="1"')
    expect(xml).not.toContain('<img')
    expect(escapeXml('a\u0000b<')).toBe('ab&lt;')
  })
})

describe('metric names', () => {
  it('say what they mean and which way is good', () => {
    expect(formatFigure('top1', { value: 0.912, low: 0.89, high: 0.93 })).toBe(
      '91.2% (89.0%–93.0%)',
    )
    expect(formatFigure('missed', { value: 3, low: 3, high: 3 })).toBe('3')
    expect(isLowerBetter('ece')).toBe(true)
    expect(isLowerBetter('top1')).toBe(false)
    const named = new Set(suites.map((s) => s.headline))
    for (const name of named) expect(metricText(name).zh).not.toBe(name)
  })
})
