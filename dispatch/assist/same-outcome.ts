import type { Proposal, ProposalPart } from '../proposal/proposal.ts'
import { leadsOf } from './fill-prompt.ts'

/** What rules decide (R11, R12): a language model has no say in any of it. */
const decidedByRules = [
  'triage',
  'article',
  'emergency_number',
  'kind',
  'place',
  'deadline',
  'respondent',
  'confidential',
  'flags',
  'text',
] as const satisfies readonly (keyof ProposalPart)[]

/** A street's order goes to its district too (R12): that follows the unit. All other ways of dispatch stay as they are. */
function wayOf({ mode }: ProposalPart): string {
  return mode === 'direct_and_district' ? 'direct' : mode
}

function isSamePart(before: ProposalPart, after: ProposalPart): boolean {
  const codes = new Set(before.service_codes.map(({ code }) => code))
  const leads = new Set(leadsOf(before).map(({ code }) => code))
  const [first] = leadsOf(after)
  return (
    wayOf(before) === wayOf(after) &&
    decidedByRules.every((key) => JSON.stringify(before[key]) === JSON.stringify(after[key])) &&
    after.service_codes.every(({ code }) => codes.has(code)) &&
    (first === undefined ? leads.size === 0 : leads.has(first.code))
  )
}

/** Whether another order of the candidates leaves every rule's outcome, and the set of candidates, as they were. */
export function isSameOutcome(before: Proposal, after: Proposal): boolean {
  return (
    before.parts.length === after.parts.length &&
    isSamePart(before, after) &&
    before.parts.every((part, index) => {
      const other = after.parts[index]
      return other !== undefined && isSamePart(part, other)
    })
  )
}

/**
 * The reordered part without leads that were no candidates before, and never surer than before: the calibrated number was
 * measured without a language model, so the model may lower it and not raise it.
 */
function soberPart<T extends ProposalPart>(before: ProposalPart, after: T): T {
  const leads = new Set(leadsOf(before).map(({ code }) => code))
  const doubtful = before.abstain && !after.abstain
  return {
    ...after,
    units: after.units.filter(({ role, code }) => role !== 'lead' || leads.has(code)),
    confidence: Math.min(before.confidence, after.confidence),
    ...(doubtful ? { abstain: true, abstain_reason: before.abstain_reason } : {}),
  }
}

/** The reordered proposal, no surer than the one before and with no lead that it did not have. */
export function soberProposal(before: Proposal, after: Proposal): Proposal {
  const parts = after.parts.map((part, index) => soberPart(before.parts[index] ?? part, part))
  return { ...soberPart(before, after), parts }
}
