import type { Unit } from '../../db/packs/pack.ts'
import { expandForCity, expandRole, type RolePlace } from '../catalogue/expand-role.ts'
import type { WeighedLead } from '../unit-voice/weigh-leads.ts'
import type { Engine } from './engine.ts'
import type { LeadVote } from './lead-vote.ts'
import type { Proposal, ProposedPlace, ProposedUnit } from './proposal.ts'

const maxLeads = 5
/** Below this share a lead candidate only clutters the list. */
const leastShare = 0.02
/** A vote below this is no likelier than the units that the line itself names beside the first. */
const weakVote = 0.1

export interface UnitPlan {
  units: ProposedUnit[]
  mode: Proposal['mode']
}

export interface PlanInput {
  votes: readonly LeadVote[]
  place: ProposedPlace
  /** Nobody can say who answers for it, and it can wait for a consultation. */
  isOpen: boolean
  /** What history names strongly and no line allows (R11): shown last, and never chosen by itself. */
  outside: WeighedLead | null
}

/**
 * Lead candidates, then supporting units, then copies, and the way of dispatch (R12): a street's order goes to its
 * district too; where only the district is sure the district coordinates; where nothing is sure we ask.
 */
export function planUnits(engine: Engine, given: PlanInput): UnitPlan {
  const { place } = given
  const votes = given.isOpen ? streetFirst(engine, given) : given.votes
  const [best] = votes
  if (!best) return { units: [], mode: place.district === null ? 'ask_place' : 'consultation' }
  const leads = withOutside(leadCandidates(engine, { votes, place }), given.outside)
  const mode = chooseMode(best, given)
  if (mode === 'ask_place') return { units: leads, mode }
  const rest = otherUnits(engine, { best, place, mode })
  return { units: [...leads, ...rest], mode }
}

/** History's own unit after those of the catalogue; alone it is no candidate: a line is changed by people (R11). */
function withOutside(leads: ProposedUnit[], outside: WeighedLead | null): ProposedUnit[] {
  const unit = outside?.expanded.unit
  if (!outside || !unit || leads.length === 0 || leads.some(({ code }) => code === unit.code))
    return leads
  const last = leads.at(-1)?.p ?? 0
  const shown = {
    p: Math.min(outside.p, last),
    reason: '只有历史工单这样办，派单目录没有列入，仅供参考',
  }
  return [...leads.slice(0, maxLeads - 1), toUnit(unit, 'lead', shown)]
}

/** What the one that calls the consultation takes over from the unit that would have it otherwise. */
const callerShare = 0.8

/** Where nobody knows whose it is, the street or township of the place calls the consultation (R12). */
function streetFirst(engine: Engine, { votes, place }: PlanInput): readonly LeadVote[] {
  const [best] = votes
  if (!best?.unit || place.subdistrict === null) return votes
  const expanded = expandRole('@subdistrict', place, engine.directory)
  if (!expanded.unit || expanded.unit.code === best.unit.code) return votes
  const others = votes.slice(1).filter(({ unit }) => unit?.code !== expanded.unit?.code)
  const caller = { ...best, unit: expanded.unit, expanded, p: best.p * callerShare }
  return [caller, { ...best, p: best.p * (1 - callerShare) }, ...others]
}

export function chooseMode(
  best: LeadVote,
  { place, isOpen }: Pick<PlanInput, 'place' | 'isOpen'>,
): Proposal['mode'] {
  const { unit, expanded, match } = best
  if (unit === null) return 'ask_place'
  if (expanded.missing === 'subdistrict' && place.ambiguous) return 'ask_place'
  if (match.entry.mode === 'consultation' || isOpen) return 'consultation'
  if (unit.level === 'district') return 'district'
  if (match.entry.mode && expanded.missing === null) return match.entry.mode
  return unit.level === 'subdistrict' ? 'direct_and_district' : 'direct'
}

function leadCandidates(
  engine: Engine,
  { votes, place }: { votes: readonly LeadVote[]; place: ProposedPlace },
): ProposedUnit[] {
  const [best] = votes
  if (best?.expanded.missing === 'subdistrict' && place.ambiguous)
    return streetCandidates(engine, place)
  const leads = votes
    .filter(({ unit, p }, rank) => unit !== null && (rank === 0 || p >= leastShare))
    .flatMap(({ unit, p, expanded, match }) =>
      unit
        ? [toUnit(unit, 'lead', { p, reason: `${expanded.reason}（目录${match.entry.line}号）` })]
        : [],
    )
  if (!best?.unit) return departments(engine, votes)
  return withAlternatives(engine, { leads, best, place }).slice(0, maxLeads)
}

/** While the place is asked for: the city's department that answers where it cannot be had (a purchase online). */
function departments(engine: Engine, votes: readonly LeadVote[]): ProposedUnit[] {
  const known = new Set<string>()
  return votes.flatMap(({ unit, p, match }) => {
    const above = unit ? null : expandForCity(match.entry.lead.split('|'), engine.directory)?.unit
    if (!above || known.has(above.code) || p < leastShare) return []
    known.add(above.code)
    return [toUnit(above, 'lead', { p, reason: '地点确实问不到时，可由市级主管部门承接' })]
  })
}

/** Two streets remain: both are shown, and the citizen is asked which. */
function streetCandidates(engine: Engine, place: ProposedPlace): ProposedUnit[] {
  const streets = [...new Set(place.candidates.map(({ subdistrict }) => subdistrict))]
  return streets.slice(0, maxLeads).flatMap((name) => {
    const unit = name === null ? null : engine.directory.byName(name)
    const reason = '地点还有几种可能，问清后由属地办理'
    return unit ? [toUnit(unit, 'lead', { p: 1 / streets.length, reason })] : []
  })
}

/**
 * After the voted leads those who would take it if the first declines: the line's supporting units, the street, the
 * district. The first such unit goes before a vote that is weaker than chance among the few.
 */
function withAlternatives(
  engine: Engine,
  at: { leads: ProposedUnit[]; best: LeadVote; place: RolePlace },
): ProposedUnit[] {
  const { leads, best, place } = at
  const left = Math.max(0, 1 - leads.reduce((sum, { p }) => sum + p, 0))
  const roles = [...best.match.entry.supporting, '@subdistrict', '@district']
  const strong = leads.filter(({ p }, rank) => rank === 0 || p >= weakVote)
  const others: ProposedUnit[] = []
  for (const role of roles) {
    const { unit, missing } = expandRole(role, place, engine.directory)
    if (!unit || missing || others.some(({ code }) => code === unit.code)) continue
    if (strong.some(({ code }) => code === unit.code)) continue
    const voted = leads.find(({ code }) => code === unit.code)
    const p = Math.min(leastShare, left / roles.length)
    others.push(voted ?? toUnit(unit, 'lead', { p, reason: '备选：首选单位不承办时' }))
  }
  const isNew = ({ code }: ProposedUnit) => ![...strong, ...others].some((u) => u.code === code)
  const rest = leads.filter(isNew)
  return [...strong, ...others.slice(0, 2), ...rest, ...others.slice(2)]
}

function otherUnits(
  engine: Engine,
  at: { best: LeadVote; place: RolePlace; mode: Proposal['mode'] },
): ProposedUnit[] {
  const { best, place, mode } = at
  const { entry } = best.match
  const taken = new Set([best.unit?.code])
  const expand = (roles: readonly string[], role: 'supporting' | 'copy') =>
    roles.flatMap((name) => {
      const { unit, reason, missing } = expandRole(name, place, engine.directory)
      if (!unit || missing || taken.has(unit.code)) return []
      taken.add(unit.code)
      return [toUnit(unit, role, { p: best.p, reason })]
    })
  const supporting = expand(entry.supporting, 'supporting')
  const copies = mode === 'direct_and_district' ? [...entry.copies, '@district'] : entry.copies
  return [...supporting, ...expand(copies, 'copy').map(explainCopy)]
}

function explainCopy(unit: ProposedUnit): ProposedUnit {
  return unit.level === 'district'
    ? { ...unit, reason: '直派街道（乡镇）的诉求同时送区督促协调（R12）' }
    : unit
}

function toUnit(
  unit: Unit,
  role: ProposedUnit['role'],
  more: { p: number; reason: string },
): ProposedUnit {
  const p = Math.round(Math.min(1, more.p) * 1e4) / 1e4
  return { code: unit.code, name: unit.name, level: unit.level, role, p, reason: more.reason }
}
