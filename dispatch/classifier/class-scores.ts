import type { Taxonomy } from '../taxonomy/taxonomy.ts'

/** A number for each class and, by the largest below it, for each of its ancestors. */
export type ClassScores = Pick<ReadonlyMap<string, number>, 'get'>

/**
 * `liftByMax` for the cosines of rows whose classes are known beforehand: a text meets thousands of rows, so the tree is walked once
 * and not once a row.
 */
export function createRowLift(
  taxonomy: Taxonomy,
  rowCodes: readonly string[],
): (cosines: Float64Array) => ClassScores {
  const ids = new Map(taxonomy.classes.map(({ code }, id) => [code, id]))
  const classOf = Int32Array.from(rowCodes, (code) => ids.get(code) ?? -1)
  const { child, parent } = linksUpwards(taxonomy, ids)
  return (cosines) => {
    const best = new Float64Array(ids.size)
    for (let row = 0; row < classOf.length; row += 1) raise(best, classOf[row], cosines[row])
    for (let at = 0; at < child.length; at += 1) raise(best, parent[at], best[child[at] as number])
    return { get: (code) => best[ids.get(code) ?? -1] || undefined }
  }
}

function raise(best: Float64Array, id = -1, score = 0): void {
  if (score > (best[id] ?? score)) best[id] = score
}

/** From each class to the one above it, the deepest first. */
function linksUpwards(taxonomy: Taxonomy, ids: ReadonlyMap<string, number>) {
  const links = taxonomy.classes
    .map(({ code }) => taxonomy.path(code).slice(-2))
    .filter((path) => path.length === 2)
    .sort(
      ([, a], [, b]) => taxonomy.path(b?.code ?? '').length - taxonomy.path(a?.code ?? '').length,
    )
  const idsOf = (end: 0 | 1) =>
    Int32Array.from(links, (path) => ids.get(path[end]?.code ?? '') ?? 0)
  return { parent: idsOf(0), child: idsOf(1) }
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
