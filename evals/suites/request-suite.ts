import type { Evidence } from '../../dispatch/proposal/proposal.ts'
import type { ProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import type { RequestCase } from '../cases/case-formats.ts'
import type { CaseResult } from '../report/report-format.ts'
import type { JudgeContext } from './judge-context.ts'
import type { Suite } from './suite.ts'

/** What a suite says of one case; the rest of the result is the same for every suite. */
export type Judged = Pick<CaseResult, 'right' | 'truth' | 'proposed'> &
  Partial<Omit<CaseResult, 'suite' | 'id' | 'text'>>

/** A suite over proposals: it looks at one part of the proposal of each request. */
export interface RequestSuite extends Suite {
  /** Evidence lines that belong to this part. */
  about: readonly Evidence['for'][]
  /** Null where the gold says nothing about this part. */
  judge(c: RequestCase, found: ProposalLine, context: JudgeContext): Judged | null
}

export const none = '（无）'

/** Lists and null in words, for cards. */
export function shown(value: string | null | readonly (string | null)[] | undefined): string {
  if (value === undefined || value === null) return none
  if (typeof value === 'string') return value || none
  return value.length === 0 ? none : value.map((v) => v ?? none).join('、')
}

/** Verdicts as numbers that figures are made of; what does not apply is left out. */
export function marks(verdicts: Record<string, boolean | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(verdicts).flatMap(([name, isRight]) =>
      isRight === undefined ? [] : [[name, isRight ? 1 : 0]],
    ),
  )
}
