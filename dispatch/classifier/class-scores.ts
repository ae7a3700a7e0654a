import type { Taxonomy } from '../taxonomy/taxonomy.ts'
import type { RowCosines } from './example-search.ts'

/** A number for each class and, by the largest below it, for each of its ancestors. */
export type ClassScores = Pick<ReadonlyMap<string, number>, 'get'>

/**
 * `liftByMax` for the cosines of rows whose classes are known beforehand: each text meets thousands of rows, so the paths are walked
 * once a class and not once a row.
 */
export function createRowLift(
  taxonomy: Taxonomy,
  rowCodes: readonly string[],
): (found: RowCosines) => ClassScores {
  const ids = new Map(taxonomy.classes.map(({ code }, id) => [code, id]))
  const idOf = (code: string) => ids.get(code) ?? -1
  const classOf = Int32Array.from(rowCodes, idOf)
  const paths = taxonomy.classes.map(({ code }) =>
    Int32Array.from(taxonomy.path(code), (row) => idOf(row.code)),
  )
  return ({ rows, of }) => {
    const best = new Float64Array(paths.length).fill(Number.NEGATIVE_INFINITY)
    for (const row of rows) {
      const id = classOf[row] as number
      const score = of[row] as number
      if (id >= 0 && score > (best[id] as number)) best[id] = score
    }
    const lifted = best.slice()
    for (const [id, path] of paths.entries())
      for (const above of path)
        if ((best[id] as number) > (lifted[above] as number)) lifted[above] = best[id] as number
    return {
      get: (code) => {
        const score = lifted[idOf(code)]
        return score === Number.NEGATIVE_INFINITY ? undefined : score
      },
    }
  }
}

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
