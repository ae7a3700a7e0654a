import type { Proposal } from '../proposal/proposal.ts'

/** What a careful dispatcher would accept: lists name every acceptable answer, absent keys are not judged. */
export interface ExpectedProposal {
  triage: string[]
  kind: string[]
  mode: string[]
  deadline: (string | null)[]
  number?: string[]
  district?: string | null
  subdistrict?: string | null
  ambiguous?: boolean
  lead?: string[]
  flags?: string[]
  parts?: number
  confidential?: boolean
}

export interface RequestCase {
  id: string
  channel: string
  text: string
  expect: ExpectedProposal
}

export type Figures = Map<string, { right: number; all: number }>

/** Adds one proposal to the figures; `whole` counts what could go out unchanged. */
export function scoreProposal(figures: Figures, found: Proposal, wanted: ExpectedProposal): void {
  const count = (name: string, isRight: boolean) => {
    const figure = figures.get(name) ?? { right: 0, all: 0 }
    figures.set(name, { right: figure.right + (isRight ? 1 : 0), all: figure.all + 1 })
    return isRight
  }
  const core = [
    count('triage', wanted.triage.includes(found.triage)),
    count('kind', wanted.kind.includes(found.kind)),
    count('mode', wanted.mode.includes(found.mode)),
    count('deadline', wanted.deadline.includes(found.deadline)),
    wanted.district === undefined || count('place', isPlaceRight(found, wanted)),
    !isDispatched(wanted) || countLeads(count, found, wanted.lead ?? []),
  ]
  countEmergency(count, found, wanted)
  count('parts', found.parts.length === (wanted.parts ?? 0))
  if (wanted.flags)
    count(
      'flags',
      wanted.flags.every((flag) => found.flags.includes(flag)),
    )
  if (wanted.confidential) count('confidential', found.confidential)
  count('whole', core.every(Boolean))
}

type Count = (name: string, isRight: boolean) => boolean

function isPlaceRight({ place }: Proposal, wanted: ExpectedProposal): boolean {
  return (
    place.district === wanted.district &&
    (wanted.subdistrict === undefined || place.subdistrict === wanted.subdistrict) &&
    (!wanted.ambiguous || place.ambiguous)
  )
}

function isDispatched({ mode, lead }: ExpectedProposal): boolean {
  return lead !== undefined && !mode.includes('ask_place') && !mode.includes('none')
}

function countLeads(count: Count, found: Proposal, wanted: string[]): boolean {
  const leads = found.units.filter(({ role }) => role === 'lead').map(({ name }) => name)
  count(
    'lead_top3',
    leads.slice(0, 3).some((name) => wanted.includes(name)),
  )
  return count('lead', wanted.includes(leads[0] ?? ''))
}

function countEmergency(count: Count, found: Proposal, wanted: ExpectedProposal): void {
  const isCard = found.triage === 'emergency'
  if (!wanted.triage.includes('emergency')) count('no_false_card', !isCard)
  else if (wanted.triage.length === 1) count('emergency', isCard)
  if (isCard && wanted.number) count('number', wanted.number.includes(found.emergency_number ?? ''))
}
