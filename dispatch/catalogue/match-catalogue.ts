import type { CatalogueEntry, Pack } from '../../db/packs/pack.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import type { Taxonomy } from '../taxonomy/taxonomy.ts'

/** What is known about a request when a line is looked for. */
export interface CatalogueFacts {
  placeLevel: 'none' | 'district' | 'subdistrict'
  respondent: string | null
  owners: ReadonlySet<string>
  times: ReadonlySet<string>
  /** Normalised words of the citizen. */
  words: string
  /** The city's date. */
  on: string
}

export interface CatalogueMatch {
  entry: CatalogueEntry
  /** The keyword of the line that stands in the words, if it has keywords. */
  keyword: string | null
}

/** The lines of a pack by class, with their keywords folded like the text. */
export interface Catalogue {
  linesOf(code: string): readonly PreparedLine[]
}

interface PreparedLine {
  entry: CatalogueEntry
  keywords: string[]
  notKeywords: string[]
  conditions: number
}

export function createCatalogue(pack: Pick<Pack, 'catalogue'>): Catalogue {
  const lines = new Map<string, PreparedLine[]>()
  for (const entry of pack.catalogue) {
    const list = lines.get(entry.service_code) ?? []
    lines.set(entry.service_code, list)
    list.push({
      entry,
      keywords: entry.when_keywords.map(normaliseText),
      notKeywords: entry.when_not_keywords.map(normaliseText),
      conditions: countConditions(entry),
    })
  }
  for (const list of lines.values()) list.sort(compareLines)
  return { linesOf: (code) => lines.get(code) ?? [] }
}

function countConditions(entry: CatalogueEntry): number {
  const lists = [
    entry.when_respondent,
    entry.when_owner,
    entry.when_keywords,
    entry.when_not_keywords,
    entry.when_time,
  ]
  return lists.filter((list) => list.length > 0).length + (entry.when_place ? 1 : 0)
}

/** More conditions first, then the lower line number (db/packs/README.md). */
function compareLines(a: PreparedLine, b: PreparedLine): number {
  return (
    b.conditions - a.conditions || a.entry.line.localeCompare(b.entry.line, 'en', { numeric: true })
  )
}

/**
 * The line of the catalogue that decides for a class (R11: 按照派单目录): the most specific class that has one
 * that applies, then the most conditions, then the lowest number.
 */
export function matchCatalogue(
  catalogue: Catalogue,
  options: { taxonomy: Taxonomy; code: string; facts: CatalogueFacts },
): CatalogueMatch | null {
  const path = options.taxonomy.path(options.code).toReversed()
  for (const { code } of path) {
    for (const line of catalogue.linesOf(code)) {
      const keyword = applies(line, options.facts)
      if (keyword !== false) return { entry: line.entry, keyword }
    }
  }
  return null
}

/** False when the line does not apply; else the keyword that made it apply, or null for a line without. */
function applies(line: PreparedLine, facts: CatalogueFacts): string | null | false {
  const { entry } = line
  if (!isInForce(entry, facts.on) || !placeKnown(entry, facts)) return false
  const meets = (wanted: readonly string[], has: (value: string) => boolean) =>
    wanted.length === 0 || wanted.some(has)
  const conditions =
    meets(entry.when_respondent, (kind) => kind === facts.respondent) &&
    meets(entry.when_owner, (owner) => facts.owners.has(owner)) &&
    meets(entry.when_time, (time) => facts.times.has(time)) &&
    !line.notKeywords.some((keyword) => facts.words.includes(keyword))
  if (!conditions) return false
  if (line.keywords.length === 0) return null
  return line.keywords.find((keyword) => facts.words.includes(keyword)) ?? false
}

function placeKnown(entry: CatalogueEntry, facts: CatalogueFacts): boolean {
  if (entry.when_place === undefined || facts.placeLevel === 'subdistrict') return true
  return entry.when_place === 'district' && facts.placeLevel === 'district'
}

function isInForce(entry: CatalogueEntry, day: string): boolean {
  const { valid_from, valid_until } = entry
  return (valid_from === '' || valid_from <= day) && (valid_until === '' || day <= valid_until)
}
