import { type ExpandedRole, expandForCity, expandRole } from '../catalogue/expand-role.ts'
import {
  type CatalogueFacts,
  type CatalogueMatch,
  matchCatalogue,
} from '../catalogue/match-catalogue.ts'
import type { Engine } from './engine.ts'
import type { LeadVote, LineVote } from './lead-vote.ts'
import type { ProposedPlace } from './proposal.ts'

export interface ClassShare {
  code: string
  p: number
}

export interface VoteFacts {
  place: Pick<ProposedPlace, 'district' | 'subdistrict'> &
    Partial<Pick<ProposedPlace, 'candidates'>>
  /** A wish for the whole city, with no place in it: the city's department answers for it. */
  isCityWide: boolean
}

/** A second lead of a line counts less than the first. */
const laterLead = 0.25

/** The line of each candidate class, as far as it has one. */
export function matchLines(
  engine: Engine,
  classes: readonly ClassShare[],
  facts: CatalogueFacts,
): LineVote[] {
  return classes.flatMap(({ code, p }) => {
    const match = matchCatalogue(engine.catalogue, { taxonomy: engine.taxonomy, code, facts })
    return match ? [{ match, code, p: p * weightOf(match) }] : []
  })
}

/**
 * Lets every candidate class vote for the lead that the catalogue gives it: doubt between two classes of one unit is
 * no doubt about the unit. Best first; `unit` is null where the place that the role needs is not known.
 */
export function voteUnits(
  engine: Engine,
  lines: readonly LineVote[],
  known: VoteFacts,
): LeadVote[] {
  const votes = new Map<string, LeadVote>()
  for (const line of lines) {
    for (const vote of lineVotes(engine, line, known)) {
      const key = vote.unit?.code ?? `missing:${vote.expanded.missing}`
      const earlier = votes.get(key)
      if (earlier) earlier.p += vote.p
      else votes.set(key, vote)
    }
  }
  return normalise(withoutPlaces([...votes.values()], known))
}

/** A wish for the whole city has no place to ask for: a class that needs one is the wrong reading of it. */
function withoutPlaces(votes: LeadVote[], { isCityWide, place }: VoteFacts): LeadVote[] {
  if (!isCityWide || place.district !== null) return votes
  const found = votes.filter(({ unit }) => unit !== null)
  return found.length > 0 ? found : votes
}

function lineVotes(engine: Engine, line: LineVote, known: VoteFacts): LeadVote[] {
  const { match, code } = line
  const { entry } = match
  return entry.lead.split('|').map((role, rank) => {
    const local = expandRole(role.trim(), known.place, engine.directory)
    const isWider = known.isCityWide && local.unit === null
    const wider = isWider ? expandForCity([role, ...entry.supporting], engine.directory) : null
    const expanded = wider ?? onBorder(engine, { role, entry }, known) ?? local
    const p = line.p * (rank === 0 ? 1 : laterLead)
    return { unit: expanded.unit, p, expanded, code, match }
  })
}

/**
 * A named spot that two districts share (a junction on the border) needs no question where the line itself names the city's
 * department above their two bureaus: its own branches settle whose it is.
 */
function onBorder(
  engine: Engine,
  { role, entry }: { role: string; entry: CatalogueMatch['entry'] },
  { place }: VoteFacts,
): ExpandedRole | null {
  const candidates = place.candidates ?? []
  const districts = new Set(candidates.map(({ district }) => district))
  // One landmark in several districts, not two places of one name.
  const [first] = candidates
  if (!candidates.every(({ how }) => how.startsWith('地标') && how === first?.how)) return null
  if (place.district !== null || districts.size < 2 || districts.has(null)) return null
  const found = expandForCity([role.trim()], engine.directory)
  const isNamed = entry.supporting.some((other) => other === `unit:${found?.unit?.name}`)
  if (!found || !isNamed) return null
  return { ...found, reason: `地点在几个区交界，由${found.unit?.name}统一受理` }
}

/**
 * A line whose special condition holds speaks for its class: words on ownership decide where the class alone is
 * unsure, most of all for what nobody owns (会商).
 */
function weightOf({ entry, keyword }: CatalogueMatch): number {
  if (entry.when_owner.length > 0) return entry.mode === 'consultation' ? 8 : 2
  return keyword === null ? 1 : 1.5
}

function normalise(votes: LeadVote[]): LeadVote[] {
  const sum = votes.reduce((total, { p }) => total + p, 0)
  return votes.map((vote) => ({ ...vote, p: sum > 0 ? vote.p / sum : 0 })).sort((a, b) => b.p - a.p)
}
