import type { Evidence } from '../proposal/proposal.ts'
import type { OwnCase } from './own-case.ts'
import { openArticles } from './triage-policy.ts'

export interface OpenOutcome {
  outcome: 'inquiry' | 'dispatch'
  /** Absent where it is no question. */
  own: OwnCase | null
  /** The words that show what the citizen does. */
  act: Pick<Evidence, 'text' | 'span'> | null
  original: string
}

/**
 * Why none of the special cases of R11 applies, and what was told apart: a question that a rule answers from one about the asker's
 * own case, and both from a matter that somebody must handle (R12).
 */
export function openEvidence({ outcome, own, act, original }: OpenOutcome): Evidence {
  const line = (ref: string, why: string, span: [number, number] | null): Evidence => ({
    for: 'triage',
    source: 'lexicon',
    ref: `${outcome}/${ref}`,
    text: span ? original.slice(...span) : '',
    span,
    why: `${why}（${openArticles[outcome]}）`,
  })
  const acted = act?.span ?? null
  if (outcome === 'dispatch')
    return line('matter', '要求处理，不是只问办法，也不属特别情形，按派单目录派单', acted)
  if (own?.isOwn)
    return line('own-case', '问的是自己的或某一处的情况，不是一般规定，交承办单位答复', own.span)
  return line('general', '问的是一般规定，不是自己的办理情况，由知识库即时答复', own?.span ?? acted)
}
