import type { Occurrence } from './aho-corasick.ts'
import { isFalseFriend } from './false-friends.ts'
import type { NameTarget } from './name-target.ts'
import { isInsideWord } from './pinyin-names.ts'
import type { PlaceIndex } from './place-index.ts'
import { isWithin } from './place-tree.ts'

/** A place that the text names; `targets` are what it may mean here. */
export interface Mention {
  start: number
  end: number
  text: string
  targets: NameTarget[]
}

/** What follows makes another thing of the name: a road, a river, a bank branch named after the place. */
const namedAfter =
  /^(?:大街|东街|西街|南街|北街|[东西南北中]?路(?!口|灯|上|边|面|人|过|段|况)|街(?!道|上|边|坊)|大道|胡同|立交|高速|医院|中学|小学|大学|银行|饭店|酒店|公司|集团|书店)/
/** A river or a brand, not the place at all. */
const otherThing = /^(?:河|线(?!上|下|索|路)|长(?:说|来|让|不|的)|人寿|汽车|牛奶)/
const placed = /(?:在|住|位于|地址是?|家是?)$/
const placeTail = /^(?:这边|那边|这儿|那儿|这里|那里|附近|一带|这片|地铁站|站)/

/** The names in a normalised text that stand for places, in order and without overlaps. */
export function findMentions(index: PlaceIndex, text: string): Mention[] {
  const mentions: Mention[] = []
  for (const hit of keepLongest(index, realHits(index, text))) {
    const name = index.names[hit.pattern]
    if (!name) continue
    const mention = { start: hit.start, end: hit.end, text: name.text, targets: name.targets }
    const read = readInContext({ index, text, mention, before: mentions.at(-1) })
    if (read.length > 0) mentions.push({ ...mention, targets: read })
  }
  return mentions
}

/** Longer names than this, and those with an official suffix, are no accident. */
const longestDoubtful = 4
const officialSuffix = /(?:区|街道|镇|乡|社区|村)$/

/** Occurrences that are not a piece of an ordinary word, a person's name or another city's district. */
function realHits(index: PlaceIndex, text: string): Occurrence[] {
  const cutsWord = index.wordEdges(text)
  return index.automaton.find(text).filter((hit) => {
    const name = index.names[hit.pattern]?.text ?? ''
    const before = text.slice(Math.max(0, hit.start - 8), hit.start)
    if (index.isForeign(before)) return false
    if (/^[a-z]+$/.test(name)) return !isInsideWord(text, hit.start, hit.end)
    if (name.length > longestDoubtful || officialSuffix.test(name)) return true
    const after = text.slice(hit.end, hit.end + 16)
    return !isFalseFriend({ name, before, after }) && !cutsWord(hit.start, hit.end)
  })
}

/** Of overlapping names the longest, then the leftmost: `望京西园四区` and not `望京`. */
function keepLongest(index: PlaceIndex, hits: readonly Occurrence[]): Occurrence[] {
  const byLength = [...hits].sort(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  )
  const kept: Occurrence[] = []
  for (const hit of byLength) {
    if (isWholeAddress(index, hit, hits) || straddles(index, hit, hits)) continue
    if (kept.every((other) => hit.end <= other.start || hit.start >= other.end)) kept.push(hit)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** A community's short form that begins inside a well-known name is an accident: 宫门口 in `故宫` + 门口. */
function straddles(index: PlaceIndex, hit: Occurrence, hits: readonly Occurrence[]): boolean {
  const targets = ({ pattern }: Occurrence) => index.names[pattern]?.targets ?? []
  if (!targets(hit).every(({ node, how }) => how === '简称' && isCommunity(index, node)))
    return false
  return hits.some(
    (other) =>
      other.start < hit.start &&
      other.end > hit.start &&
      other.end < hit.end &&
      targets(other).some(({ node, weak }) => !weak && !isCommunity(index, node)),
  )
}

const isCommunity = (index: PlaceIndex, node: number) =>
  index.tree.nodes[node]?.level === 'community'

/**
 * A name that swallows the beginning of another is read as two: the landmark `通州北苑` as 通州 + 北苑, `平谷镇`
 * before 罗营 as 平谷 + 镇罗营.
 */
function isWholeAddress(index: PlaceIndex, hit: Occurrence, hits: readonly Occurrence[]): boolean {
  const targets = ({ pattern }: Occurrence) => index.names[pattern]?.targets ?? []
  const isLandmark = targets(hit).every(({ how }) => how.startsWith('地标'))
  const isPair = (head: Occurrence, tail: Occurrence) =>
    tail.start === head.end &&
    (tail.end > hit.end || (isLandmark && tail.end === hit.end)) &&
    targets(head).some((outer) =>
      targets(tail).some(({ node }) => isStreetIn(index, node, outer.node)),
    )
  return hits.some(
    (head) =>
      head.start === hit.start && head.end < hit.end && hits.some((tail) => isPair(head, tail)),
  )
}

const isStreetIn = ({ tree }: PlaceIndex, street: number, district: number) =>
  tree.nodes[district]?.level === 'district' &&
  tree.nodes[street]?.level === 'subdistrict' &&
  isWithin(tree, street, district)

function readInContext(options: {
  index: PlaceIndex
  text: string
  mention: Mention
  before: Mention | undefined
}): NameTarget[] {
  const { index, text, mention } = options
  const after = text.slice(mention.end, mention.end + 6)
  const isShort = (target: NameTarget) => target.how === '简称'
  const ownRiver = mention.text.endsWith('河') && after.startsWith('河')
  if (!isFullName(mention.text) && !ownRiver && otherThing.test(after)) return []
  const factor = namedAfter.test(after) ? 0.65 : 1
  const supported = supportedTargets(index, options)
  const hasStrong = mention.targets.some(({ node, weak }) => !weak && supported.has(node))
  return mention.targets.flatMap((target) => {
    if (target.weak && (hasStrong || !supported.has(target.node))) return []
    const weight = (target.weak ? 0.7 : 1) * target.weight
    return [{ ...target, weight: isShort(target) ? weight * factor : weight }]
  })
}

const isFullName = (text: string) => /(?:区|街道|镇|乡|社区|村|站)$/.test(text)

/** A weak name counts right after the area it lies in, or where the sentence says that a place follows. */
function supportedTargets(
  index: PlaceIndex,
  options: { text: string; mention: Mention; before: Mention | undefined },
): Set<number> {
  const { text, mention, before } = options
  const supported = new Set<number>()
  const gap = before ? text.slice(before.end, mention.start) : null
  const follows = gap !== null && /^[\s,]?$/.test(gap)
  const introduced =
    placed.test(text.slice(0, mention.start)) && placeTail.test(text.slice(mention.end))
  for (const { node } of mention.targets) {
    const inside = before?.targets.some(
      (outer) => outer.node !== node && isWithin(index.tree, node, outer.node),
    )
    if ((follows && inside) || (introduced && index.tree.nodes[node]?.level === 'subdistrict'))
      supported.add(node)
  }
  return supported
}
