import type { Unit } from '../../db/packs/pack.ts'
import {
  type ExpandedRole,
  expandForCity,
  expandRole,
  type RolePlace,
} from '../catalogue/expand-role.ts'
import {
  type CatalogueFacts,
  type CatalogueMatch,
  matchCatalogue,
} from '../catalogue/match-catalogue.ts'
import type { Engine } from './engine.ts'

/** A lead that the catalogue gives for one or more of the candidate classes. */
export interface LeadVote {
  unit: Unit | null
  p: number
  expanded: ExpandedRole
  /** The likeliest class behind it, and the line that decided. */
  code: string
  match: CatalogueMatch
}

export interface ClassShare {
  code: string
  p: number
}

export interface VoteFacts {
  place: RolePlace
  facts: CatalogueFacts
  /** A wish for the whole city, with no place in it: the city's department answers for it. */
  isCityWide: boolean
}

/** A second lead of a line counts less than the first. */
const laterLead = 0.25

/**
 * Lets every candidate class vote for the lead that the catalogue gives it: doubt between two classes of one unit is
 * no doubt about the unit. Best first; `unit` is null where the place that the role needs is not known.
 */
export function voteUnits(
  engine: Engine,
  classes: readonly ClassShare[],
  known: VoteFacts,
): LeadVote[] {
  const votes = new Map<string, LeadVote>()
  for (const share of classes) {
    const match = matchCatalogue(engine.catalogue, {
      taxonomy: engine.taxonomy,
      code: share.code,
      facts: known.facts,
    })
    for (const vote of match ? lineVotes(engine, { share, match, known }) : []) {
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

function lineVotes(
  engine: Engine,
  given: { share: ClassShare; match: CatalogueMatch; known: VoteFacts },
): LeadVote[] {
  const { share, match, known } = given
  const { entry } = match
  return entry.lead.split('|').map((role, rank) => {
    const local = expandRole(role.trim(), known.place, engine.directory)
    const isWider = known.isCityWide && local.unit === null
    const wider = isWider ? expandForCity([role, ...entry.supporting], engine.directory) : null
    const expanded = wider ?? local
    const p = share.p * weightOf(match) * (rank === 0 ? 1 : laterLead)
    return { unit: expanded.unit, p, expanded, code: share.code, match }
  })
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
