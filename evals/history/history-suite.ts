import { confidenceFigures, rankedFigures } from '../suites/figures.ts'
import type { Suite } from '../suites/suite.ts'
import { treeFigures } from '../suites/tree-figures.ts'

/** The suite of a labelled history: one label a text. */
export function historySuite(task: 'unit' | 'category'): Suite {
  return {
    name: task,
    zh: task === 'unit' ? '承办单位（历史工单）' : '事项分类（历史工单）',
    headline: 'top1',
    measure: (results, options) => ({
      ...rankedFigures(results, options),
      ...confidenceFigures(results, options),
      ...treeFigures(results, options.seed),
    }),
  }
}
