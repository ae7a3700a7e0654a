import type { Taxonomy } from '../taxonomy/taxonomy.ts'

/** A number for each class and, by the largest below it, for each of its ancestors. */
export type ClassScores = ReadonlyMap<string, number>

/** Lifts scores of texts or classes to all ancestors: the best of what lies below counts. */
export function liftByMax(
  taxonomy: Taxonomy,
  scores: Iterable<readonly [code: string, score: number]>,
): ClassScores {
  const lifted = new Map<string, number>()
  for (const [code, score] of scores)
    for (const { code: at } of taxonomy.path(code))
      lifted.set(at, Math.max(lifted.get(at) ?? Number.NEGATIVE_INFINITY, score))
  return lifted
}

/** Lifts keyword weights: a keyword counts once for a class and once for each of its ancestors. */
export function liftKeywords(
  taxonomy: Taxonomy,
  hits: readonly { code: string; keyword: string; weight: number }[],
): ClassScores {
  const seen = new Map<string, Map<string, number>>()
  for (const { code, keyword, weight } of hits) {
    for (const { code: at } of taxonomy.path(code)) {
      const words = seen.get(at) ?? new Map<string, number>()
      seen.set(at, words.set(keyword, Math.max(words.get(keyword) ?? 0, weight)))
    }
  }
  const sums = new Map<string, number>()
  for (const [code, words] of seen) {
    const sum = [...words.values()].reduce((total, weight) => total + weight, 0)
    sums.set(code, Math.min(keywordCap, sum))
  }
  return sums
}

/** A long message hits many keywords; beyond this they say no more. */
const keywordCap = 4
