/** Rank (1 = first) of the first right result, or null where none was found. */
export type Rank = number | null

/** Share of questions whose right document is among the first `k`. */
export function hitAt(ranks: readonly Rank[], k: number): number {
  if (ranks.length === 0) return Number.NaN
  return ranks.filter((rank) => rank !== null && rank <= k).length / ranks.length
}

/** Mean reciprocal rank; a question without a hit counts 0. */
export function meanReciprocalRank(ranks: readonly Rank[]): number {
  if (ranks.length === 0) return Number.NaN
  return ranks.reduce<number>((sum, rank) => sum + (rank === null ? 0 : 1 / rank), 0) / ranks.length
}

/** Normalised discounted cumulative gain at `k` of one result list; gains are graded relevances (Järvelin 2002). */
export function ndcg(gains: readonly number[], ideal: readonly number[], k: number): number {
  const dcg = (list: readonly number[]) =>
    list.slice(0, k).reduce((sum, gain, i) => sum + (2 ** gain - 1) / Math.log2(i + 2), 0)
  const best = dcg([...ideal].sort((a, b) => b - a))
  return best === 0 ? 0 : dcg(gains) / best
}
