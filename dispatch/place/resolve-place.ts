import { normaliseText } from '../../kb/language/normalise.ts'
import type { PlaceCandidate, ProposedPlace } from '../proposal/proposal.ts'
import { findMentions, type Mention } from './find-mentions.ts'
import { findMisspelt } from './find-misspelt.ts'
import { groupMentions, type MentionGroup } from './mention-groups.ts'
import type { PlaceIndex } from './place-index.ts'
import { placeQuestion } from './place-question.ts'
import { fullName, isWithin } from './place-tree.ts'
import {
  deepestPlaces,
  rivalPlaces,
  type ScoredPlace,
  scorePlaces,
  type WeighedMention,
} from './score-places.ts'
import { weighGroups } from './weigh-groups.ts'
import { isVague } from './wide-names.ts'

const maxCandidates = 5

/**
 * Where the matter is, from a citizen's words (R12: 属地管理): the district, street and community that the
 * text names, how each was found, and a question where more than one street remains.
 */
export function resolvePlace(index: PlaceIndex, text: string): ProposedPlace {
  const words = normaliseText(text)
  const mentions = withMisspelt(index, words)
  const groups = groupMentions(index, words, mentions)
  const scored = scorePlaces(index, weighMentions(index, words, groups))
  const places = deepestPlaces(index.tree, scored)
  const rivals = rivalPlaces(index.tree, places)
  return settlePlace(index, { places, rivals, text, words })
}

function withMisspelt(index: PlaceIndex, words: string): Mention[] {
  const mentions = findMentions(index, words)
  const misspelt = findMisspelt(index, words, mentions)
  return misspelt.length === 0
    ? mentions
    : [...mentions, ...misspelt].sort((a, b) => a.start - b.start)
}

function weighMentions(
  index: PlaceIndex,
  words: string,
  groups: readonly MentionGroup[],
): WeighedMention[] {
  const factors = weighGroups(index, words, groups)
  return groups.flatMap((group, at) => {
    const factor = factors[at] ?? 0
    return factor <= 0 ? [] : group.mentions.map((mention) => ({ mention, factor, group: at }))
  })
}

function settlePlace(
  index: PlaceIndex,
  found: { places: ScoredPlace[]; rivals: ScoredPlace[]; text: string; words: string },
): ProposedPlace {
  const { tree } = index
  const nodes = found.rivals.flatMap(({ node }) => tree.nodes[node] ?? [])
  const district = common(nodes.map((node) => node.district))
  const subdistrict = common(nodes.map((node) => node.subdistrict))
  const community = common(nodes.map((node) => (node.level === 'community' ? node.index : -1)))
  const name = (at: number) => {
    const node = tree.nodes[at]
    return node ? fullName(tree, node) : null
  }
  const candidates = ranked(found).map((place) => toCandidate(index, place, found.text))
  const [best] = found.rivals
  const isLoose = best !== undefined && isOnlyNeighbourhood(index, best, found.words)
  const isOpen = found.rivals.length > 1 && (district < 0 || subdistrict < 0)
  const ambiguous = isOpen || isLoose
  return {
    district: name(district),
    subdistrict: isLoose ? null : name(subdistrict),
    community: name(community),
    ambiguous,
    question: ambiguous ? placeQuestion(index.questions, isLoose ? [] : candidates) : null,
    candidates,
  }
}

/** The street is named by a short form that stands for more than it, and with a vague word. */
function isOnlyNeighbourhood(index: PlaceIndex, best: ScoredPlace, words: string): boolean {
  const { text, end } = best.mention
  if (best.how !== '简称') return false
  return isVague(index.wide, { name: text, street: best.node, tail: words.slice(end, end + 4) })
}

function ranked(found: { places: ScoredPlace[]; rivals: ScoredPlace[] }): ScoredPlace[] {
  const rest = found.places.filter((place) => !found.rivals.includes(place))
  return [...found.rivals, ...rest].slice(0, maxCandidates)
}

/** The one node on which all agree, else -1. */
function common(nodes: readonly number[]): number {
  const [first] = nodes
  return first !== undefined && nodes.every((node) => node === first) ? first : -1
}

function toCandidate(index: PlaceIndex, place: ScoredPlace, text: string): PlaceCandidate {
  const { tree } = index
  const node = tree.nodes[place.node]
  const name = (at: number | undefined) => {
    const found = at === undefined ? undefined : tree.nodes[at]
    return found ? fullName(tree, found) : null
  }
  const { start, end } = place.mention
  return {
    level: node?.level ?? 'city',
    code: node?.code ?? '',
    district: name(node?.district),
    subdistrict: name(node?.subdistrict),
    community: node?.level === 'community' ? node.name : null,
    score: Math.round(Math.min(1, place.score) * 1000) / 1000,
    matched: text.slice(start, end),
    span: [start, end],
    how: place.how,
  }
}

/** Joins what the citizen wrote with an address that is known already: the known one wins where they differ. */
export function mergePlaces(
  index: PlaceIndex,
  known: ProposedPlace,
  found: ProposedPlace,
): ProposedPlace {
  const outer = known.candidates[0]
  const inner = found.candidates.find((candidate) => {
    const a = index.tree.byCode.get(candidate.code)
    const b = outer && index.tree.byCode.get(outer.code)
    return a && b && isWithin(index.tree, a.index, b.index)
  })
  if (!outer || known.ambiguous) return found.candidates.length > 0 ? found : known
  if (!inner || known.community) return known
  const { district, subdistrict, community } = inner
  const rest = known.candidates.slice(1)
  return { ...known, district, subdistrict, community, candidates: [inner, outer, ...rest] }
}
