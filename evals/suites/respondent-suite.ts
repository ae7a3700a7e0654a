import { share } from './figures.ts'
import { respondentKind } from './judge-part.ts'
import { none, type RequestSuite, shown } from './request-suite.ts'

/** The kind of party complained about, and that none is made up where nobody is. */
export const respondentSuite: RequestSuite = {
  name: 'respondent',
  zh: '被诉求主体',
  headline: 'top1',
  about: ['respondent'],
  judge: ({ gold }, found) => {
    if (gold.respondent === undefined) return null
    const kind = respondentKind(found)
    return {
      right: gold.respondent.includes(kind),
      truth: shown(gold.respondent[0]),
      proposed: shown(kind),
      acceptable: gold.respondent.map((r) => shown(r)),
      ranked: [shown(kind)],
      reason: found.respondent ? `原文“${found.respondent}”` : '',
    }
  },
  measure: (results) => {
    const stated = results.filter((r) => r.truth !== none)
    const found = results.filter((r) => r.proposed !== none)
    return {
      top1: share(results, (r) => r.right === true),
      recall: share(stated, (r) => r.right === true),
      precision: share(found, (r) => r.right === true),
    }
  },
}
