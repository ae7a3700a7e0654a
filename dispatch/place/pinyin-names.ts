import type { Pack } from '../../db/packs/pack.ts'
import { pinyinSyllables } from '../../kb/language/pinyin.ts'
import type { NameTarget, PlaceName } from './name-target.ts'

/** Shorter ones (`lugu`) are too likely a word of another language. */
const shortest = 6
/** Places that a foreigner names; roads and offices are many and rarely written so. */
const known: ReadonlySet<Pack['landmarks'][number]['kind']> = new Set([
  'area',
  'estate',
  'mall',
  'metro_station',
  'park',
])

/**
 * The names of districts, streets and well-known places as foreigners write them: `Sanlitun`, `Chaoyang`. A
 * homophone keeps all that it may mean.
 */
export function pinyinNames(
  names: readonly PlaceName[],
  isStreetOrDistrict: (target: NameTarget) => boolean,
): PlaceName[] {
  const isKnown = (target: NameTarget) =>
    target.kind ? known.has(target.kind) : target.how === '简称' && isStreetOrDistrict(target)
  const found = new Map<string, PlaceName>()
  for (const { text, targets } of names) {
    const base = text.replace(/站$/, '')
    const meant = targets.filter((target) => !target.weak && isKnown(target))
    if (meant.length > 0 && /^[\u4e00-\u9fff]{2,6}$/.test(base)) addPinyin(found, base, meant)
  }
  return [...found.values()]
}

function addPinyin(found: Map<string, PlaceName>, base: string, meant: NameTarget[]): void {
  const text = pinyinSyllables(base).join('')
  if (text.length < shortest) return
  const name = found.get(text) ?? { text, targets: [] }
  found.set(text, name)
  for (const target of meant)
    if (!name.targets.some(({ node }) => node === target.node))
      name.targets.push({ ...target, weight: target.weight - 0.05, how: `拼音“${base}”` })
}

/** True where letters go on before or after: `chaoyang` is no place in a longer word. */
export function isInsideWord(text: string, start: number, end: number): boolean {
  const letter = /[a-z]/
  return letter.test(text.charAt(start - 1)) || letter.test(text.charAt(end))
}
