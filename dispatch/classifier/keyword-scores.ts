import { normaliseText } from '../../kb/language/normalise.ts'
import { createAutomaton } from '../place/aho-corasick.ts'
import type { Taxonomy } from '../taxonomy/taxonomy.ts'

export interface KeywordHit {
  code: string
  keyword: string
  start: number
  end: number
  weight: number
}

/** Which classes' keywords stand in a text. */
export interface KeywordIndex {
  find(text: string): KeywordHit[]
}

/**
 * Keywords of the taxonomy in one automaton. A keyword that many classes share, or that is short, says less:
 * its weight is its length over the number of classes.
 */
export function createKeywordIndex(taxonomy: Taxonomy): KeywordIndex {
  const owners = new Map<string, Set<string>>()
  for (const row of taxonomy.classes) {
    for (const word of [...row.keywords, ...row.includes, row.name]) {
      const keyword = normaliseText(word).trim()
      if (keyword.length < 2) continue
      owners.set(keyword, (owners.get(keyword) ?? new Set()).add(row.code))
    }
  }
  const keywords = [...owners.keys()]
  const automaton = createAutomaton(keywords)
  return {
    find: (text) =>
      automaton.find(normaliseText(text)).flatMap(({ start, end, pattern }) => {
        const keyword = keywords[pattern] ?? ''
        const codes = [...(owners.get(keyword) ?? [])]
        const weight = Math.min(4, keyword.length) / 2 / Math.sqrt(codes.length)
        return codes.map((code) => ({ code, keyword, start, end, weight }))
      }),
  }
}
