import type { Pack } from '../../db/packs/pack.ts'
import type { Taxonomy } from '../taxonomy/taxonomy.ts'

/** One training text of one class, of any level. */
export interface ClassDocument {
  code: string
  text: string
  weight: number
}

/** How much each kind of text counts: what citizens say teaches most, what officials write least. */
const weights = { example: 1, name: 0.8, keywords: 0.8, includes: 0.7, definition: 0.5 }

/** Everything that the pack says about its classes, as training texts (a city without history has no others). */
export function classDocuments(pack: Pick<Pack, 'examples'>, taxonomy: Taxonomy): ClassDocument[] {
  const documents: ClassDocument[] = []
  const add = (code: string, text: string, weight: number) => {
    if (text.trim() !== '') documents.push({ code, text, weight })
  }
  for (const { service_code, text } of pack.examples)
    if (taxonomy.byCode.has(service_code)) add(service_code, text, weights.example)
  for (const row of taxonomy.classes) {
    add(row.code, row.name, weights.name)
    add(row.code, row.keywords.join('，'), weights.keywords)
    add(row.code, row.includes.join('，'), weights.includes)
    add(row.code, row.definition, weights.definition)
  }
  return documents
}
