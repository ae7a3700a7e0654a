import type { Judgement } from '../../dispatch/related/judge-related.ts'
import type { DuplicateCase } from '../cases/case-formats.ts'
import { rankedFigures, share } from './figures.ts'
import type { Judged } from './request-suite.ts'
import type { Suite } from './suite.ts'

/** The relation of a pair: the same person's matter again, one event, one topic, or none. */
export function judgePair(c: DuplicateCase, found: Judgement): Judged {
  const relation = found.kind ?? 'unrelated'
  return {
    right: relation === c.relation,
    truth: c.relation,
    proposed: relation,
    ranked: [relation],
    reason: `${found.reasons.join('，')}；${c.why}`,
    slices: { relation: c.relation },
    values: { score: found.score },
  }
}

const mayMerge = (relation: string) => relation === 'same_requester' || relation === 'same_event'

/** Repeats and duplicates, three kinds kept apart (R11-3, DOMAIN section 5). */
export const duplicateSuite: Suite = {
  name: 'duplicates',
  zh: '重复与同一事件',
  headline: 'top1',
  measure: (results, options) => {
    const { top1, macro_f1 } = rankedFigures(results, options)
    const of = (relation: string) => results.filter((r) => r.truth === relation)
    const isRight = (r: (typeof results)[number]) => r.right === true
    const offered = results.filter((r) => mayMerge(r.proposed))
    return {
      ...(top1 && macro_f1 ? { top1, macro_f1 } : {}),
      same_requester: share(of('same_requester'), isRight),
      same_event: share(of('same_event'), isRight),
      same_topic: share(of('same_topic'), isRight),
      unrelated: share(of('unrelated'), isRight),
      // What is offered as one matter or one event and is neither: the error that costs a citizen his own order.
      merge_precision: share(offered, (r) => mayMerge(r.truth)),
    }
  },
}
