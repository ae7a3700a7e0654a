/** One classified case: what is right, what was proposed (best first), how sure the system was of the first. */
export interface Classified {
  truth: string
  /** Every acceptable answer, where more than one is; defaults to `[truth]`. */
  acceptable?: readonly string[]
  ranked: readonly string[]
  /** Probability of the first candidate. */
  p: number
}

const accepts = (c: Classified) => c.acceptable ?? [c.truth]

/** Whether an acceptable answer is among the first `k` candidates. */
export function hit(c: Classified, k: number): boolean {
  return c.ranked.slice(0, k).some((label) => accepts(c).includes(label))
}

/** Share of cases with an acceptable answer among the first `k`. */
export function topK(cases: readonly Classified[], k: number): number {
  if (cases.length === 0) return Number.NaN
  return cases.filter((c) => hit(c, k)).length / cases.length
}

export interface ClassScore {
  label: string
  support: number
  precision: number
  recall: number
  f1: number
}

/** Precision, recall and F1 of each class that is true or proposed somewhere; 0 where a denominator is 0. */
export function perClass(cases: readonly Classified[]): ClassScore[] {
  const counts = new Map<string, { tp: number; fp: number; fn: number }>()
  const of = (label: string) => {
    const found = counts.get(label) ?? { tp: 0, fp: 0, fn: 0 }
    counts.set(label, found)
    return found
  }
  for (const c of cases) {
    const first = c.ranked[0]
    if (first !== undefined && accepts(c).includes(first)) of(first).tp++
    else {
      of(c.truth).fn++
      if (first !== undefined) of(first).fp++
    }
  }
  return [...counts].map(([label, { tp, fp, fn }]) => {
    const precision = tp + fp === 0 ? 0 : tp / (tp + fp)
    const recall = tp + fn === 0 ? 0 : tp / (tp + fn)
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
    return { label, support: tp + fn, precision, recall, f1 }
  })
}

/** Unweighted mean of F1 over the classes that occur as truth: a rare class counts as much as a frequent one. */
export function macroF1(cases: readonly Classified[]): number {
  const scores = perClass(cases).filter((s) => s.support > 0)
  if (scores.length === 0) return Number.NaN
  return scores.reduce((sum, s) => sum + s.f1, 0) / scores.length
}

/** Confusions by count, most frequent first: what was true, what was proposed instead. */
export function confusions(cases: readonly Classified[]) {
  const pairs = new Map<string, { truth: string; proposed: string; count: number }>()
  for (const c of cases) {
    if (hit(c, 1)) continue
    const proposed = c.ranked[0] ?? '—'
    const key = `${c.truth}\u0000${proposed}`
    const pair = pairs.get(key) ?? { truth: c.truth, proposed, count: 0 }
    pair.count++
    pairs.set(key, pair)
  }
  return [...pairs.values()].sort((a, b) => b.count - a.count || a.truth.localeCompare(b.truth))
}
