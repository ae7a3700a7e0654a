import type { Mention } from './find-mentions.ts'
import type { Expected } from './fuzzy-names.ts'
import type { NameTarget } from './name-target.ts'
import type { PlaceIndex } from './place-index.ts'

/** A word with a street's or township's suffix; a word right after a district. */
const suffixed = /([\u4e00-\u9fff]{2,5}?)(街道|地区|镇|乡|社区)(?!府|长|里的)/g
const afterDistrict = /^[\u4e00-\u9fff]{2,4}/

/**
 * Names that sound or look like one of the pack's, only where a place is expected: before `街道`, `镇`,
 * `乡`, `社区`, or right after a district.
 */
export function findMisspelt(
  index: PlaceIndex,
  words: string,
  mentions: readonly Mention[],
): Mention[] {
  const inside = contextOf(index, mentions)
  if (inside.street >= 0 && inside.exact) return []
  const free = (start: number, end: number) =>
    mentions.every((other) => end <= other.start || start >= other.end)
  const found: Mention[] = []
  for (const match of words.matchAll(suffixed)) {
    const end = match.index + match[0].length
    const isStreet = match[2] !== '社区'
    const hit = longestSounding(index, {
      word: match[1] ?? '',
      inside: { ...inside, suffixed: isStreet },
    })
    if (!hit) continue
    const start = end - (match[2] ?? '').length - hit.length
    if (free(start, end)) found.push(toMention(words, { start, end, targets: hit.targets }))
  }
  if (found.length > 0) return found
  return misspeltAfterDistrict(index, words, mentions)
}

function misspeltAfterDistrict(
  index: PlaceIndex,
  words: string,
  mentions: readonly Mention[],
): Mention[] {
  const last = mentions.at(-1)
  const node =
    last?.targets.length === 1 ? index.tree.nodes[last.targets[0]?.node ?? -1] : undefined
  if (!last || node?.level !== 'district') return []
  const rest = afterDistrict.exec(words.slice(last.end))?.[0] ?? ''
  for (let length = rest.length; length >= 2; length -= 1) {
    const targets = index.fuzzy
      .find(rest.slice(0, length), { district: node.index, street: -1 })
      .filter(({ weight }) => weight >= 0.75)
    const [target] = targets
    if (targets.length === 1 && target)
      return [toMention(words, { start: last.end, end: last.end + length, targets: [target] })]
  }
  return []
}

function contextOf(index: PlaceIndex, mentions: readonly Mention[]) {
  let district = -1
  let street = -1
  for (const { targets } of mentions) {
    const node = targets.length === 1 ? index.tree.nodes[targets[0]?.node ?? -1] : undefined
    if (!node) continue
    if (district < 0) district = node.district
    if (street < 0 && node.district === district) street = node.subdistrict
  }
  return { district, street, exact: mentions.some(({ targets }) => targets.length === 1) }
}

/** The suffix fixes the end of the name, not its start: the longest tail that sounds like a name is taken. */
function longestSounding(
  index: PlaceIndex,
  at: { word: string; inside: Expected },
): { length: number; targets: NameTarget[] } | null {
  for (let length = Math.min(4, at.word.length); length >= 2; length -= 1) {
    const targets = index.fuzzy.find(at.word.slice(-length), at.inside)
    if (targets.length === 1) return { length, targets }
  }
  return null
}

function toMention(
  words: string,
  found: { start: number; end: number; targets: NameTarget[] },
): Mention {
  return { ...found, text: words.slice(found.start, found.end) }
}
