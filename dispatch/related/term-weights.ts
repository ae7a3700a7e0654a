/** How many indexed requests hold a term, estimated from a sample of them. */
export interface TermSample {
  /** Requests in the index. */
  total: number
  sampled: number
  counts: ReadonlyMap<number, number>
}

export interface WeighedTerm {
  term: number
  weight: number
}

/** More terms find nothing new. */
const MOST_TERMS = 20
/** So many index entries are read for one search, whatever the size of the index. */
const READ_BUDGET = 1000

export const emptySample: TermSample = { total: 0, sampled: 0, counts: new Map() }

/** Counts the terms of sampled requests. */
export function sampleTerms(rows: readonly (readonly number[])[], total: number): TermSample {
  const counts = new Map<number, number>()
  for (const terms of rows) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return { total: Math.max(total, rows.length), sampled: rows.length, counts }
}

/** A term that the sample does not have is held by half a sampled request. */
function frequency({ total, sampled, counts }: TermSample, term: number): number {
  return sampled === 0 ? 1 : ((counts.get(term) ?? 0.5) * total) / sampled
}

/**
 * The rarest terms of a request with their weights (inverse document frequency): as many as can be looked up within the
 * budget. The common ones say little and would cost a walk through half the index; the weights are those of BM25.
 */
export function pickTerms(sample: TermSample, terms: readonly number[]): WeighedTerm[] {
  const rare = terms
    .map((term) => ({ term, n: frequency(sample, term) }))
    .sort((a, b) => a.n - b.n)
    .slice(0, MOST_TERMS)
  const picked: WeighedTerm[] = []
  let reads = 0
  for (const { term, n } of rare) {
    reads += n
    if (picked.length >= 3 && reads > READ_BUDGET) break
    picked.push({ term, weight: Math.log(1 + (sample.total + 1) / (n + 0.5)) })
  }
  return picked
}
