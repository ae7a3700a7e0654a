import type { ProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import type { RequestCase } from '../cases/case-formats.ts'
import { meanCost } from '../metrics/cost.ts'
import { meanOf, share } from './figures.ts'
import type { JudgeContext } from './judge-context.ts'
import { errorsOf, judgePart, type PartLine, type Verdicts } from './judge-part.ts'
import type { RequestSuite } from './request-suite.ts'

const zh: Record<string, string> = {
  triage: '处置',
  article: '条款',
  kind: '类型',
  category: '分类',
  place: '属地',
  lead: '主办',
  mode: '方式',
  deadline: '时限',
  respondent: '被诉求主体',
  supporting: '协办',
  copies: '抄送',
  flags: '标记',
  confidential: '保密',
  demands: '拆分',
}

/** Parts that say how the order goes out; the party and the article are shown, but change nothing for the citizen. */
const decisive = (verdicts: Verdicts) =>
  Object.entries(verdicts).filter(([name]) => name !== 'respondent' && name !== 'article')

/** Each further demand must be met by a part of its own. */
function otherDemandsRight({ gold }: RequestCase, found: ProposalLine): boolean {
  const parts: PartLine[] = [...found.parts]
  return gold.others.every((other) => {
    const at = parts.findIndex((part) =>
      decisive(judgePart(part, other)).every(([, isRight]) => isRight),
    )
    if (at < 0) return false
    parts.splice(at, 1)
    return true
  })
}

function judge(c: RequestCase, found: ProposalLine, context: JudgeContext) {
  const verdicts = judgePart(found, c.gold)
  const isSplitRight = Math.max(1, found.parts.length) === c.gold.demands
  const all: [string, boolean][] = [
    ...decisive(verdicts).map(([name, isRight]): [string, boolean] => [name, isRight ?? true]),
    ...(c.gold.demands > 1
      ? [['demands', isSplitRight && otherDemandsRight(c, found)] as [string, boolean]]
      : []),
  ]
  const wrong = all.filter(([, isRight]) => !isRight).map(([name]) => name)
  const errors = errorsOf(found, c.gold, { verdicts, context })
  return {
    right: wrong.length === 0,
    truth: '整条可直接采用',
    proposed: wrong.length === 0 ? '整条可直接采用' : `有误：${wrong.map((n) => zh[n]).join('、')}`,
    reason: c.why,
    p: found.confidence,
    errors,
    values: {
      but_class: wrong.every((name) => name === 'category') ? 1 : 0,
      cost: meanCost([errors], context.weights),
      unsure: found.abstain ? 1 : 0,
    },
  }
}

/** From the words to the complete proposal: right only where every stated part is (the share a person could send unchanged). */
export const endToEndSuite: RequestSuite = {
  name: 'end-to-end',
  zh: '整条建议',
  headline: 'whole',
  about: ['triage', 'kind', 'class', 'place', 'unit', 'mode', 'deadline', 'flag'],
  judge,
  measure: (results, { seed }) => ({
    whole: share(results, (r) => r.right === true),
    whole_but_class: share(results, (r) => r.values['but_class'] === 1),
    cost: meanOf(results, 'cost', seed),
  }),
}
