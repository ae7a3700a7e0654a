import type { Deadline } from '../../db/packs/pack.ts'

export interface DeadlineFacts {
  /** Words that show danger to life or property with nobody hurt or in reach, from the pack's lexicon. */
  hazard: { why: string; text: string } | null
  /** Words that show that water, power, gas, heat or basic living is cut off now. */
  outage: { why: string; text: string } | null
  /** Words that show a complex matter of many parties or years. */
  complex: { why: string; text: string } | null
  /** The catalogue line's own limit, with its number. */
  line: { deadline: Deadline | undefined; line: string } | null
  /** The class's limit, its own or its parent's. */
  classDeadline: Deadline | undefined
  className: string
}

export interface DeadlineDecision {
  deadline: Deadline
  reason: string
}

const fallback: Deadline = '7d'

/**
 * The outer limit of handling (R13: 在诉求工单上注明办理时限): danger 2 h, outages and basic living 24 h, then what
 * the catalogue line and the class say, complex matters 15 d, everything else 7 d. Pure.
 */
export function decideDeadline(facts: DeadlineFacts): DeadlineDecision {
  const { hazard, outage, complex, line, classDeadline, className } = facts
  if (hazard) return { deadline: '2h', reason: `有现实危险：“${hazard.text}”，${hazard.why}` }
  if (classDeadline === '2h') return { deadline: '2h', reason: `“${className}”类规定2小时` }
  if (outage) return { deadline: '24h', reason: `影响基本生活：“${outage.text}”，${outage.why}` }
  if (line?.deadline) return { deadline: line.deadline, reason: `派单目录${line.line}号规定` }
  if (classDeadline) return { deadline: classDeadline, reason: `“${className}”类规定` }
  if (complex) return { deadline: '15d', reason: `疑难复杂：“${complex.text}”，${complex.why}` }
  return { deadline: fallback, reason: '一般诉求' }
}
