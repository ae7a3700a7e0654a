import type { Pack } from '../../db/packs/pack.ts'
import { normaliseText } from '../language/normalise.ts'

/** The city's own places: they narrow a question down and are not what it is about. */
export interface OwnPlaces {
  /** The text with every full name (`朝阳区`, `望京街道`) struck out. */
  strike(text: string): string
  /** Whether a word is one of them, with or without its suffix. */
  has(word: string): boolean
}

const suffix = /(特别行政区|自治区|街道|地区|[省市区县镇乡])$/

/** From the pack: the city, its districts, streets and townships. */
export function createOwnPlaces(pack: Pick<Pack, 'meta' | 'jurisdictions'>): OwnPlaces {
  const areas = pack.jurisdictions.filter((j) => j.kind !== 'community' && j.kind !== 'village')
  const full = [pack.meta.city, ...areas.map((j) => j.name)].map(normaliseText)
  const words = new Set(
    [...full, ...pack.meta.city_short, ...areas.flatMap((j) => j.aliases)]
      .map(normaliseText)
      .flatMap((name) => [name, name.replace(suffix, '')])
      .filter((name) => name.length > 1),
  )
  const longest = [...new Set(full)].sort((a, b) => b.length - a.length)
  return {
    strike: (text) => longest.reduce((left, name) => left.replaceAll(name, ' '), text),
    has: (word) => words.has(word),
  }
}
