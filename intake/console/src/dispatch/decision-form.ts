import type { DispatchDecision, Options, RequestDetail } from '../../../protocol/console-api.ts'
import { reasonTexts } from '../shared/labels.ts'

type Proposal = NonNullable<RequestDetail['proposal']>
export type ProposedUnit = Proposal['units'][number]
export type DecisionField = keyof DispatchDecision

/** The decision while it is being made: what the person must still choose is null. */
export interface DecisionDraft {
  kind: DispatchDecision['kind'] | null
  service_code: string | null
  district: string | null
  subdistrict: string | null
  community: string | null
  lead: string | null
  supporting: string[]
  copies: string[]
  mode: DispatchDecision['mode'] | null
  deadline: DispatchDecision['deadline'] | null
}

export const fieldTexts: Record<DecisionField, string> = {
  kind: '诉求类型',
  service_code: '事项',
  district: '区',
  subdistrict: '街道（乡镇）',
  community: '社区（村）',
  lead: '主办单位',
  supporting: '协办单位',
  copies: '抄送',
  mode: '派单方式',
  deadline: '办理时限',
}
export const decisionFields = Object.keys(fieldTexts) as DecisionField[]

export const emptyDraft: DecisionDraft = {
  kind: null,
  service_code: null,
  district: null,
  subdistrict: null,
  community: null,
  lead: null,
  supporting: [],
  copies: [],
  mode: null,
  deadline: null,
}

export const reasonCodes = Object.entries(reasonTexts).map(([value, label]) => ({ value, label }))

/** Those of no weight too: who would take it if the first declines is one key away. They show no number. */
export function leadCandidates(proposal: Proposal | null): ProposedUnit[] {
  return (proposal?.units ?? []).filter((unit) => unit.role === 'lead').slice(0, 5)
}

/** The lead that is proposed; empty where the system proposes none. */
export const leadName = (proposal: Proposal | null): string =>
  leadCandidates(proposal)[0]?.name ?? ''

const LEAST_SHOWN = 0.01

/**
 * The candidates with the probability that is shown. Shares of votes are not calibrated, the confidence is: the first candidate
 * carries it, the others what is left, never more than their votes or than the first. Under one per cent there is no number.
 */
export function shownCandidates(proposal: Proposal | null) {
  if (proposal === null) return []
  const units = leadCandidates(proposal)
  const first = proposal.confidence
  const votes = units.slice(1).reduce((sum, unit) => sum + unit.p, 0)
  const scale = votes > 0 ? Math.min(1, (1 - first) / votes) : 0
  return units.map((unit, index) => {
    const p = index === 0 ? first : Math.min(first, unit.p * scale)
    return { ...unit, p: p < LEAST_SHOWN ? null : p }
  })
}

function codesOf(proposal: Proposal, role: ProposedUnit['role']): string[] {
  return proposal.units.filter((unit) => unit.role === role).map((unit) => unit.code)
}

/** What the proposal would send out. A mode that sends nothing (`ask_place`, `none`) proposes no mode. */
export function proposedDraft(proposal: Proposal | null): DecisionDraft {
  if (!proposal) return emptyDraft
  const { mode } = proposal
  return {
    kind: proposal.kind,
    service_code: proposal.service_codes[0]?.code ?? null,
    district: proposal.place.district,
    subdistrict: proposal.place.subdistrict,
    community: proposal.place.community,
    lead: codesOf(proposal, 'lead')[0] ?? null,
    supporting: codesOf(proposal, 'supporting'),
    copies: codesOf(proposal, 'copy'),
    mode: mode === 'ask_place' || mode === 'none' ? null : mode,
    deadline: proposal.deadline,
  }
}

/**
 * What the form begins with: the proposal, except that a proposal which says "I do not know" leaves the unit open,
 * so that nobody confirms it by habit.
 */
export function startingDraft(proposal: Proposal | null): DecisionDraft {
  const draft = proposedDraft(proposal)
  return proposal?.abstain ? { ...draft, lead: null } : draft
}

const sameField = (a: unknown, b: unknown): boolean => asText(a) === asText(b)
const asText = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...value].sort() : value)

/**
 * Fields in which the decision differs from the proposal; compared as the server does, lists without order. What is still to be
 * chosen is no change yet, and needs no reason.
 */
export function changedFields(proposed: DecisionDraft, draft: DecisionDraft): DecisionField[] {
  const missing = missingFields(draft)
  return decisionFields.filter(
    (field) => !missing.includes(field) && !sameField(proposed[field], draft[field]),
  )
}

/** Fields that still need a choice before the order can go out. */
export function missingFields(draft: DecisionDraft): DecisionField[] {
  const needed = ['kind', 'service_code', 'lead', 'mode', 'deadline'] as const
  return needed.filter((field) => draft[field] === null)
}

export function finishDraft(draft: DecisionDraft): DispatchDecision | null {
  const { kind, service_code, lead, mode, deadline } = draft
  if (!kind || !service_code || !lead || !mode || !deadline) return null
  return { ...draft, kind, service_code, lead, mode, deadline }
}

/**
 * Choosing a unit sets the mode and the copy that go with it (R12: a street or township together with its district; a
 * district by itself; else direct). Going back to the proposed unit takes up the proposal's own mode and copies.
 */
export function chooseLead(
  draft: DecisionDraft,
  lead: string,
  context: { proposal: Proposal | null; options: Options },
): DecisionDraft {
  const { proposal, options } = context
  const proposed = proposedDraft(proposal)
  const supporting = draft.supporting.filter((code) => code !== lead)
  if (lead === proposed.lead && proposed.mode !== null) {
    return { ...draft, lead, supporting, mode: proposed.mode, copies: proposed.copies }
  }
  const level = levelOf(lead, context)
  const others = draft.copies.filter(
    (code) => code !== lead && levelOf(code, context) !== 'district',
  )
  if (level === 'subdistrict') {
    const district = districtOf(lead, options)
    const copies = district === null ? others : [...others, district]
    return { ...draft, lead, supporting, mode: 'direct_and_district', copies }
  }
  return {
    ...draft,
    lead,
    supporting,
    mode: level === 'district' ? 'district' : 'direct',
    copies: others,
  }
}

function levelOf(code: string, context: { proposal: Proposal | null; options: Options }) {
  const known = context.options.units.find((unit) => unit.code === code)
  return known?.level ?? context.proposal?.units.find((unit) => unit.code === code)?.level ?? ''
}

/** The district that a street belongs to, found through the list of places. */
function districtOf(code: string, options: Options): string | null {
  const name = options.units.find((unit) => unit.code === code)?.name
  const place = options.places.find((row) => name !== undefined && row.subdistricts.includes(name))
  const district = options.units.find(
    (unit) => unit.level === 'district' && unit.name === place?.district,
  )
  return district?.code ?? null
}
