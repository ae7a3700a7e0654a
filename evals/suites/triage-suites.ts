import { rankedFigures, share } from './figures.ts'
import type { RequestSuite } from './request-suite.ts'
import { shown } from './request-suite.ts'

/** The branch of R11 and R12, with its article. */
export const triageSuite: RequestSuite = {
  name: 'triage',
  zh: '分类处置',
  headline: 'top1',
  about: ['triage'],
  judge: ({ gold: { triage, article } }, found) =>
    triage
      ? {
          right: triage.includes(found.triage),
          truth: triage[0] ?? '',
          proposed: found.triage,
          acceptable: triage,
          ranked: [found.triage],
          ...(article ? { values: { article: article.includes(found.article) ? 1 : 0 } } : {}),
          reason: `条款 ${shown(article)}，建议 ${found.article}`,
        }
      : null,
  measure: (results, options) => {
    const { top1, macro_f1 } = rankedFigures(results, options)
    const stated = results.filter((r) => r.values['article'] !== undefined)
    return {
      ...(top1 && macro_f1 ? { top1, macro_f1 } : {}),
      article: share(stated, (r) => r.values['article'] === 1),
    }
  },
}

/** 咨询、求助、投诉、举报、建议、表扬 (R2). */
export const kindSuite: RequestSuite = {
  name: 'kind',
  zh: '诉求类型',
  headline: 'top1',
  about: ['kind'],
  judge: ({ gold }, found) =>
    gold.kind
      ? {
          right: gold.kind.includes(found.kind),
          truth: gold.kind[0] ?? '',
          proposed: found.kind,
          acceptable: gold.kind,
          ranked: [found.kind],
        }
      : null,
  measure: (results, options) => {
    const { top1, macro_f1 } = rankedFigures(results, options)
    return top1 && macro_f1 ? { top1, macro_f1 } : {}
  },
}

/** The outer limit of R13 and R15. */
export const deadlineSuite: RequestSuite = {
  name: 'deadline',
  zh: '办理时限',
  headline: 'top1',
  about: ['deadline'],
  judge: ({ gold }, found) =>
    gold.deadline
      ? {
          right: gold.deadline.includes(found.deadline),
          truth: shown(gold.deadline[0]),
          proposed: shown(found.deadline),
          acceptable: gold.deadline.map((d) => shown(d)),
          ranked: [shown(found.deadline)],
          reason: found.reply === '' ? '' : `可接受：${shown(gold.deadline)}`,
        }
      : null,
  measure: (results, options) => {
    const { top1, macro_f1 } = rankedFigures(results, options)
    return top1 && macro_f1 ? { top1, macro_f1 } : {}
  },
}
