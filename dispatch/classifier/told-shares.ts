import type { Taxonomy } from '../taxonomy/taxonomy.ts'

/**
 * Exponents by which shares of classes become chances, with and without a sentence model. The shares are softer than the truth,
 * because small doubts among neighbours of one unit shall all vote. Chosen on three hand-written sets, on the careful side
 * (docs/accuracy.md).
 */
const EXPONENTS = { words: 1.25, meaning: 1.4 }

export interface ToldShares {
  /** Every class on the beam; a leaf is never surer than its parent. */
  of: ReadonlyMap<string, number>
  /** A leaf's share, also where a preference has changed it. */
  leaf(share: number): number
}

/** Shares on the beam as chances of being right: a temperature over everything the search ended in. The order stays. */
export function tellShares(
  taxonomy: Taxonomy,
  p: ReadonlyMap<string, number>,
  source: keyof typeof EXPONENTS,
): ToldShares {
  const exponent = EXPONENTS[source]
  const ends = [...p].filter(
    ([code]) => !taxonomy.children(code).some((child) => p.has(child.code)),
  )
  const sum = ends.reduce((total, [, share]) => total + share ** exponent, 0)
  const leaf = (share: number) => (sum > 0 ? Math.min(1, share ** exponent / sum) : 0)
  const of = new Map<string, number>()
  for (const [end, share] of ends)
    for (const { code } of taxonomy.path(end)) of.set(code, (of.get(code) ?? 0) + leaf(share))
  return { of, leaf }
}
