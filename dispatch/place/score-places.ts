import type { Mention } from './find-mentions.ts'
import type { NameTarget } from './name-target.ts'
import { isNeighbour, isNeighbourhoodOf } from './neighbour-names.ts'
import type { PlaceIndex } from './place-index.ts'
import { isWithin, levelDepth, type PlaceTree } from './place-tree.ts'

/** A mention with how much it counts, and the group it stands in. */
export interface WeighedMention {
  mention: Mention
  factor: number
  group: number
}

export interface ScoredPlace {
  node: number
  score: number
  /** The mention that names it most exactly. */
  mention: Mention
  how: string
}

/**
 * Names that disagree inside one address are worse than two addresses in one message. An official name
 * holds against a short form or an estate's: people know their street better than its borders.
 */
const disagreement = { sameGroup: 0.4, otherGroup: 0.85, weakerName: 0.85, neighbourhood: 0.5 }

/**
 * Scores every place that the mentions may mean: mentions that contain each other raise each other
 * (`朝阳区` + `望京` + `南湖东园`), those that exclude each other lower each other.
 */
export function scorePlaces(index: PlaceIndex, weighed: readonly WeighedMention[]): ScoredPlace[] {
  const best = new Map<number, ScoredPlace>()
  for (const own of weighed) {
    for (const target of own.mention.targets) {
      const score = scoreTarget(index, { own, target }, weighed)
      const known = best.get(target.node)
      if (!known || score > known.score)
        best.set(target.node, { node: target.node, score, mention: own.mention, how: target.how })
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score)
}

interface Scored {
  own: WeighedMention
  target: NameTarget
}

function scoreTarget(index: PlaceIndex, at: Scored, weighed: readonly WeighedMention[]): number {
  let doubt = 1 - at.target.weight * at.own.factor
  let penalty = 1
  for (const other of weighed) {
    if (other === at.own) continue
    const agreement = agreementOf(index, at, other)
    if (agreement > 0) doubt *= 1 - agreement * other.factor
    else penalty *= 1 - (1 - lossAgainst(index, at, other)) * other.factor
  }
  return (1 - doubt) * penalty
}

function lossAgainst(index: PlaceIndex, at: Scored, other: WeighedMention): number {
  if (other.group !== at.own.group) return disagreement.otherGroup
  if (isNeighbourhoodOf(index, at.own.mention, other.mention)) return disagreement.neighbourhood
  const strongest = Math.max(...other.mention.targets.map(({ weight }) => weight))
  return at.target.weight - strongest >= 0.04 ? disagreement.weakerName : disagreement.sameGroup
}

/** A name of a part proves the whole; a name of the whole only makes the part likelier. */
function agreementOf(index: PlaceIndex, { own, target }: Scored, other: WeighedMention): number {
  let best = 0
  for (const { node, weight } of other.mention.targets) {
    if (isWithin(index.tree, node, target.node)) best = Math.max(best, weight)
    else if (isWithin(index.tree, target.node, node)) best = Math.max(best, weight * 0.6)
  }
  const isLoose =
    best === 0 &&
    own.group === other.group &&
    isNeighbour(index, other.mention, target) &&
    isNeighbourhoodOf(index, other.mention, own.mention)
  return isLoose ? 0.4 : best
}

/** The most exact places that are believed: a street hides its district, a community its street. */
export function deepestPlaces(tree: PlaceTree, scored: readonly ScoredPlace[]): ScoredPlace[] {
  const believed = scored.filter(({ score }) => score >= floor)
  return believed.filter(
    (place) =>
      !believed.some(
        (other) =>
          other.node !== place.node &&
          isWithin(tree, other.node, place.node) &&
          other.score >= place.score * 0.6,
      ),
  )
}

/** Below this a name does not say where the matter is. */
export const floor = 0.4

/** Those that cannot be told apart from the best: a district named aside is no rival of a street. */
export function rivalPlaces(tree: PlaceTree, places: readonly ScoredPlace[]): ScoredPlace[] {
  const level = ({ node }: ScoredPlace) => levelDepth(tree.nodes[node]?.level ?? 'city')
  const exact = places.filter((place) => level(place) >= 2)
  const top = places[0]?.score ?? 0
  const isBelieved = (exact[0]?.score ?? 0) >= Math.max(0.5, top - 0.15)
  const [best] = isBelieved ? exact : places
  if (!best) return []
  const deep = level(best) >= 2
  return places.filter(
    (place) =>
      place.score >= best.score - 0.12 &&
      (!deep || level(place) >= 2 || place.mention === best.mention),
  )
}
