import type { NeighbourVote } from '../related/find-neighbours.ts'
import type { LeadVote } from './lead-vote.ts'
import type { ClassShare } from './vote-units.ts'

/** What is less alike says nothing; what is fully alike counts as one whole precedent. */
const LEAST = { meaning: 0.6, words: 0.25 }

/** History never outvotes pack and classifier together; three whole precedents bring half of its most. */
const MOST = 0.5
const HALF_AT = 3

/** Orders that were withdrawn or ended without handling are no precedent (R12). */
const noPrecedent: ReadonlySet<NeighbourVote['outcome']> = new Set(['withdrawn', 'terminated'])

interface Precedents {
  weightOf: ReadonlyMap<string, number>
  /** Share of the decision that history gets: 0 without any, growing with what is alike. */
  share: number
}

function precedents(
  neighbours: readonly NeighbourVote[],
  keyOf: (neighbour: NeighbourVote) => string,
): Precedents {
  const weightOf = new Map<string, number>()
  let mass = 0
  for (const neighbour of neighbours) {
    if (noPrecedent.has(neighbour.outcome)) continue
    const least = LEAST[neighbour.by]
    const weight = Math.max(0, (neighbour.similarity - least) / (1 - least)) ** 2
    mass += weight
    const key = keyOf(neighbour)
    weightOf.set(key, (weightOf.get(key) ?? 0) + weight)
  }
  for (const [key, weight] of weightOf) weightOf.set(key, mass > 0 ? weight / mass : 0)
  return { weightOf, share: (MOST * mass) / (mass + HALF_AT) }
}

/** Classes of the nearest confirmed orders beside those of the classifier; without history nothing changes. */
export function blendClasses(
  shares: readonly ClassShare[],
  neighbours: readonly NeighbourVote[],
): ClassShare[] {
  const { weightOf, share } = precedents(neighbours, ({ serviceCode }) => serviceCode)
  if (share === 0) return [...shares]
  const known = new Set(shares.map(({ code }) => code))
  const added = [...weightOf.keys()].filter((code) => !known.has(code))
  return [...shares, ...added.map((code) => ({ code, p: 0 }))]
    .map(({ code, p }) => ({ code, p: (1 - share) * p + share * (weightOf.get(code) ?? 0) }))
    .sort((a, b) => b.p - a.p)
}

/**
 * Leads of the nearest confirmed orders beside those of the catalogue. Only leads that the catalogue allows here gain by it: a
 * precedent from another street names another street's office, and a line of the catalogue is changed by people (R11).
 */
export function blendLeads(
  votes: readonly LeadVote[],
  neighbours: readonly NeighbourVote[],
): LeadVote[] {
  const codes = new Set(votes.flatMap(({ unit }) => unit?.code ?? []))
  const here = neighbours.filter(({ leadUnitId }) => codes.has(leadUnitId))
  const { weightOf, share } = precedents(here, ({ leadUnitId }) => leadUnitId)
  if (share === 0) return [...votes]
  return votes
    .map((vote) => {
      const weight = vote.unit ? (weightOf.get(vote.unit.code) ?? 0) : 0
      return { ...vote, p: (1 - share) * vote.p + share * weight }
    })
    .sort((a, b) => b.p - a.p)
}
