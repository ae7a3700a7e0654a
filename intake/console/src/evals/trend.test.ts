import { describe, expect, it } from 'vitest'
import type { EvalMetric, EvalRunItem } from '../../../protocol/eval-api.ts'
import { deltaText, earlierFigure, isWorse, showValue, sparkPoints, trendsOf } from './trend.ts'

const metric = (value: number, more: Partial<EvalMetric> = {}): EvalMetric => ({
  name: 'top1',
  zh: '首选正确',
  unit: 'share',
  lower: false,
  value,
  low: value,
  high: value,
  ...more,
})
const run = (value: number | null, embedder = 'hash') =>
  ({
    measured:
      value === null
        ? null
        : {
            embedder,
            split: 'dev',
            ablation: 'all',
            noise: 'none',
            fingerprint: { data: 'd', code: String(value), model: '' },
          },
    headlines:
      value === null ? [] : [{ suite: 'unit', zh: '承办单位', n: 9, metric: metric(value) }],
  }) satisfies Pick<EvalRunItem, 'measured' | 'headlines'>

describe('the trend', () => {
  const runs = [run(0.9), run(null), run(0.5, 'onnx'), run(0.88), run(0.8)]

  it('compares with the newest earlier run that measured the same thing', () => {
    expect(earlierFigure(runs, 0, 'unit')?.value).toBe(0.88)
    expect(earlierFigure(runs, 2, 'unit')).toBeNull()
    expect(earlierFigure(runs, 1, 'unit')).toBeNull()
  })
  it('follows the newest series, oldest first', () => {
    expect(trendsOf(runs)).toMatchObject([{ suite: 'unit', values: [0.8, 0.88, 0.9] }])
    expect(trendsOf([run(null)])).toEqual([])
  })
  it('says which way a figure moved, and whether that is bad', () => {
    expect(deltaText(metric(0.9), metric(0.88))).toBe('▲2')
    expect(deltaText(metric(0.9), metric(0.9001))).toBe('')
    expect(isWorse(metric(0.8), metric(0.9))).toBe(true)
    expect(isWorse(metric(3, { lower: true }), metric(1, { lower: true }))).toBe(true)
    expect(isWorse(metric(1, { lower: true }), metric(1, { lower: true }))).toBe(false)
  })
  it('draws small moves small', () => {
    expect(sparkPoints([0.9, 0.9], 100, 24)).toBe('0,12 100,12')
    expect(sparkPoints([0, 1], 100, 24)).toBe('0,22 100,2')
    expect(showValue({ unit: 'share' }, 0.912)).toBe('91.2%')
  })
})
