import type { Proposal, ProposalPart, ProposedUnit } from './proposal.ts'

/** One line of `jiesu propose --out`: the contract that others build on, keys and order included. */
export interface ProposalLine {
  id: string | number
  triage: Proposal['triage']
  article: string
  emergency_number: string | null
  kind: Proposal['kind']
  service_codes: Proposal['service_codes']
  place: Pick<
    Proposal['place'],
    'district' | 'subdistrict' | 'community' | 'ambiguous' | 'candidates'
  >
  units: Pick<ProposedUnit, 'name' | 'level' | 'role' | 'p' | 'reason'>[]
  mode: Proposal['mode']
  deadline: Proposal['deadline']
  respondent: string | null
  confidential: boolean
  flags: string[]
  reply: string
  confidence: number
  abstain: boolean
  evidence: Proposal['evidence']
  parts: Omit<ProposalLine, 'id' | 'parts' | 'ms'>[]
  ms: number
}

export function toProposalLine(id: string | number, proposal: Proposal): ProposalLine {
  return {
    id,
    ...partLine(proposal),
    parts: proposal.parts.map(partLine),
    ms: proposal.ms,
  }
}

function partLine(part: ProposalPart): Omit<ProposalLine, 'id' | 'parts' | 'ms'> {
  const { district, subdistrict, community, ambiguous, candidates } = part.place
  return {
    triage: part.triage,
    article: part.article,
    emergency_number: part.emergency_number,
    kind: part.kind,
    service_codes: part.service_codes,
    place: { district, subdistrict, community, ambiguous, candidates },
    units: part.units.map(({ name, level, role, p, reason }) => ({ name, level, role, p, reason })),
    mode: part.mode,
    deadline: part.deadline,
    respondent: part.respondent,
    confidential: part.confidential,
    flags: part.flags,
    reply: part.reply,
    confidence: part.confidence,
    abstain: part.abstain,
    evidence: part.evidence,
  }
}
