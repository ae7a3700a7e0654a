/** Steps between two nodes of a tree, each given as its path from the root; 0 for the same node. */
export function treeDistance(a: readonly string[], b: readonly string[]): number {
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++
  return a.length - shared + (b.length - shared)
}

/** Hierarchical precision, recall and F (Kiritchenko et al. 2006): the ancestors of truth and proposal as sets. */
export function hierarchicalF(
  cases: readonly { truth: readonly string[]; proposed: readonly string[] }[],
) {
  let both = 0
  let proposed = 0
  let truth = 0
  for (const c of cases) {
    const shared = c.truth.length + c.proposed.length - treeDistance(c.truth, c.proposed)
    both += shared / 2
    proposed += c.proposed.length
    truth += c.truth.length
  }
  const precision = proposed === 0 ? 0 : both / proposed
  const recall = truth === 0 ? 0 : both / truth
  const f = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f }
}

/** Share of cases that are right down to `level` (1 = first level). */
export function accuracyAtLevel(
  cases: readonly { truth: readonly string[]; proposed: readonly string[] }[],
  level: number,
): number {
  if (cases.length === 0) return Number.NaN
  const right = cases.filter((c) =>
    c.truth.slice(0, level).every((node, i) => c.proposed[i] === node),
  )
  return right.length / cases.length
}
