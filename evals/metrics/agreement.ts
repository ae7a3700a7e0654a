/** Cohen's kappa of two labellers over the same cases: agreement beyond chance (Cohen 1960); 1 where both always agree. */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): number {
  if (pairs.length === 0) return Number.NaN
  const n = pairs.length
  const first = new Map<string, number>()
  const second = new Map<string, number>()
  let agree = 0
  for (const [a, b] of pairs) {
    if (a === b) agree++
    first.set(a, (first.get(a) ?? 0) + 1)
    second.set(b, (second.get(b) ?? 0) + 1)
  }
  let chance = 0
  for (const [label, count] of first) chance += (count / n) * ((second.get(label) ?? 0) / n)
  return chance === 1 ? 1 : (agree / n - chance) / (1 - chance)
}

/** Precision, recall and F1 over filled slots: a slot is right where name and value are. */
export function slotF1(
  cases: readonly { truth: Record<string, string>; found: Record<string, string> }[],
) {
  let tp = 0
  let found = 0
  let truth = 0
  for (const c of cases) {
    found += Object.keys(c.found).length
    truth += Object.keys(c.truth).length
    tp += Object.entries(c.found).filter(([slot, value]) => c.truth[slot] === value).length
  }
  const precision = found === 0 ? 0 : tp / found
  const recall = truth === 0 ? 0 : tp / truth
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}
