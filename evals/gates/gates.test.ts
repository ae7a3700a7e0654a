import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { caseResult, suiteReport } from '../report/report-format.ts'
import { type BaselineEntry, caseLetters, readBaseline, writeBaseline } from './baseline.ts'
import { checkGates, type Gate, readGates } from './check-gates.ts'
import { compareRuns } from './compare-runs.ts'

const figure = (value: number, half = 0.02) => ({ value, low: value - half, high: value + half })
const suite = (name: string, metrics: Record<string, ReturnType<typeof figure>>) =>
  suiteReport.parse({ name, zh: name, headline: 'top1', n: 100, unscored: 0, metrics })
const gate = (more: Partial<Gate>): Gate => ({
  name: 'g',
  suite: 'unit',
  metric: 'top1',
  except: [],
  ...more,
})
const baseline = (metrics: Record<string, ReturnType<typeof figure>>): BaselineEntry => ({
  run: 'r',
  date: '2026-01-01',
  split: 'dev',
  data: 'd',
  suites: [{ name: 'unit', n: 100, metrics }],
  cases: {},
})

describe('gates', () => {
  it('hold a floor and a ceiling', () => {
    const suites = [
      suite('unit', { top1: figure(0.9) }),
      suite('emergency', { missed: figure(1, 0) }),
    ]
    expect(checkGates([gate({ min: 0.9 })], suites, null)).toMatchObject([{ ok: true }])
    expect(checkGates([gate({ min: 0.91 })], suites, null)).toMatchObject([{ ok: false }])
    const missed = gate({ suite: 'emergency', metric: 'missed', max: 0 })
    expect(checkGates([missed], suites, null)).toMatchObject([{ ok: false }])
    expect(checkGates([gate({ suite: 'answer', min: 1 })], suites, null)).toEqual([])
  })
  it('catch a figure below the interval of the baseline, in the direction that hurts', () => {
    const all = gate({ suite: '*', metric: '*', against: 'baseline' })
    const before = baseline({ top1: figure(0.9), ece: figure(0.05) })
    const judge = (top1: number, ece: number) =>
      checkGates([all], [suite('unit', { top1: figure(top1), ece: figure(ece) })], before)
    expect(judge(0.89, 0.06)).toEqual([{ name: 'g', ok: true, detail: '2 项指标' }])
    expect(judge(0.87, 0.05).filter((g) => !g.ok)).toHaveLength(1)
    expect(judge(0.99, 0.08).filter((g) => !g.ok)[0]?.name).toContain('期望校准误差')
  })
  it('compare a ratio by a factor, and nothing that the baseline does not know', () => {
    const ratio = gate({ metric: 'latency_ratio', against: 'baseline', factor: 3 })
    const before = baseline({ latency_ratio: figure(10, 0) })
    const judge = (value: number) =>
      checkGates([ratio], [suite('unit', { latency_ratio: figure(value, 0) })], before)
    expect(judge(29)).toMatchObject([{ ok: true }])
    expect(judge(31)).toMatchObject([{ ok: false }])
    expect(checkGates([ratio], [suite('unit', { latency_ratio: figure(99, 0) })], null)).toEqual([])
  })
  it('are read strictly', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'jiesu-gates-'))
    const file = join(dir, 'gates.yaml')
    await writeFile(file, 'gates:\n  - {name: a, suite: unit, metric: top1, minimum: 1}\n')
    await expect(readGates(file)).rejects.toMatchObject({ code: 'evals.unreadable' })
    await expect(readGates(join(dir, 'none.yaml'))).rejects.toMatchObject({
      code: 'evals.unreadable',
    })
    expect((await readGates('evals/gates.yaml')).length).toBeGreaterThan(3)
  })
})

describe('baseline', () => {
  it('is kept for each embedder by itself', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'jiesu-baseline-')), 'baseline.json')
    expect(await readBaseline(file)).toBeNull()
    await writeBaseline(file, 'onnx:a', baseline({ top1: figure(0.9) }))
    await writeBaseline(file, 'hash', baseline({ top1: figure(0.8) }))
    const stored = await readBaseline(file)
    expect(Object.keys(stored?.embedders ?? {})).toEqual(['hash', 'onnx:a'])
    expect(stored?.embedders['onnx:a']?.suites[0]?.metrics['top1']?.value).toBe(0.9)
  })
  it('says which cases are newly right and newly wrong, and whether that is chance', () => {
    const result = (name: string, id: string, right: boolean | null) =>
      caseResult.parse({ suite: name, id, text: id, right })
    const letters = (verdicts: (boolean | null)[]) =>
      caseLetters(
        ['kind', 'unit'],
        verdicts.map((right, i) => result('unit', `c${i}`, right)),
      )
    expect(letters([true, false, null])).toEqual({ c0: '-R', c1: '-W', c2: '-?' })
    const suites = [
      { name: 'kind', metrics: {} },
      { name: 'unit', metrics: { top1: figure(0.5), ms_p50: figure(9) } },
    ]
    const before = { suites, cases: letters([true, true, false, false, null]) }
    const now = {
      suites: [suites[0], { name: 'unit', metrics: { top1: figure(0.6), ms_p50: figure(1) } }],
      cases: letters([true, false, true, true, true]),
    } as typeof before
    expect(compareRuns(before, now)).toMatchObject([
      { suite: 'unit', both: 4, newly_right: ['c2', 'c3'], newly_wrong: ['c1'], p: 1 },
    ])
    expect(compareRuns(before, now)[0]?.figures.map((f) => f.metric)).toEqual(['top1'])
    expect(compareRuns(before, before)).toEqual([])
  })
})
