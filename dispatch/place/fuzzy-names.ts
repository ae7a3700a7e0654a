import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/index.js'
import { pinyinSyllables } from '../../kb/language/pinyin.ts'
import type { NameTarget } from './name-target.ts'
import type { PlaceTree } from './place-tree.ts'

/** Mistyped and misheard names, looked up within the pack's own names only. */
export interface FuzzyNames {
  /** Streets and townships (and inside `street`, its communities) that sound or look like `word`, best first. */
  find(word: string, inside: Expected): NameTarget[]
}

/** What the words around say: the district and street, -1 for none, and whether a street's suffix follows. */
export interface Expected {
  district: number
  street: number
  suffixed?: boolean
}

interface SoundedName {
  node: number
  base: string
  sound: string
}

/** Pairs that a southern accent or a recogniser mixes up: zh/z, ch/c, sh/s, n/l, an/ang, en/eng, in/ing. */
function soundOf(text: string): string {
  return pinyinSyllables(text)
    .map((syllable) =>
      syllable
        .replace(/^([zcs])h/, '$1')
        .replace(/^n(?=[aeiouv])/, 'l')
        .replace(/([aei])ng$/, '$1n'),
    )
    .join(' ')
}

const suffix = /(?:街道|地区|镇|乡|社区|村)$/

/** Sounds are worked out with the first misspelt name, and for communities street by street. */
export function createFuzzyNames(tree: PlaceTree): FuzzyNames {
  let streets: SoundedName[] | undefined
  const communities = new Map<number, SoundedName[]>()
  const sounded = (nodes: PlaceTree['nodes']): SoundedName[] =>
    nodes.map(({ index, name }) => {
      const base = name.replace(suffix, '')
      return { node: index, base, sound: soundOf(base) }
    })
  return {
    find(word, inside) {
      streets ??= sounded(tree.nodes.filter((node) => node.level === 'subdistrict'))
      const near = streets.filter(
        ({ node }) => inside.district < 0 || tree.nodes[node]?.district === inside.district,
      )
      let local: SoundedName[] = []
      if (inside.street >= 0) {
        local = communities.get(inside.street) ?? sounded(communitiesOf(tree, inside.street))
        communities.set(inside.street, local)
      }
      return closest(word, [...near, ...local], inside)
    },
  }
}

function communitiesOf(tree: PlaceTree, street: number): PlaceTree['nodes'] {
  return tree.nodes.filter((node) => node.level === 'community' && node.subdistrict === street)
}

function closest(
  word: string,
  names: readonly SoundedName[],
  { district, suffixed }: Expected,
): NameTarget[] {
  const isExpected = district >= 0 && suffixed === true
  const sound = soundOf(word)
  const found: NameTarget[] = []
  for (const name of names) {
    if (name.base === word || Math.abs(name.base.length - word.length) > 1) continue
    const weight = likeness({ word, sound, isExpected }, name)
    if (weight > 0)
      found.push({ node: name.node, weight, weak: false, how: `音近或形近“${name.base}”` })
  }
  return found
    .sort((a, b) => b.weight - a.weight)
    .filter((target) => target.weight === found[0]?.weight)
}

/**
 * Same sound is a typing or hearing slip; one wrong character is believed from three characters on, and of two
 * (`郭县镇` for 漷县镇) only where the district is known and a street's or township's suffix follows.
 */
function likeness(
  heard: { word: string; sound: string; isExpected: boolean },
  name: SoundedName,
): number {
  if (heard.sound === name.sound) return 0.75
  if (name.base.length < 3) return heard.isExpected && isHalf(heard.word, name.base) ? 0.5 : 0
  const distance = DamerauLevenshteinDistance(heard.word, name.base, { restricted: true })
  return distance === 1 ? 0.6 : 0
}

const isHalf = (word: string, base: string) =>
  word.length === 2 && base.length === 2 && word.charAt(1) === base.charAt(1)
