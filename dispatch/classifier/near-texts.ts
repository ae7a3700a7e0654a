import type { SparseVector } from './features.ts'

/** The votes of the nearest labelled texts: probability of each label, in the order of `labels`. */
export type NearVotes = (query: {
  sparse: SparseVector
  dense: Float32Array | null
}) => Float32Array

export interface LabelledVectors {
  labels: readonly string[]
  rowLabels: readonly string[]
  sparse: readonly SparseVector[]
  /** L2-normalised embeddings of the same rows, or null where there is no embedder. */
  dense: readonly Float32Array[] | null
}

/** How many neighbours vote, and how fast a vote fades with distance. Chosen on development data (figures in docs/accuracy.md). */
const NEIGHBOURS = 24
const FADE = 0.06

function sparseSimilarities(rows: readonly SparseVector[]) {
  const postings = new Map<number, { row: number; value: number }[]>()
  rows.forEach((vector, row) => {
    vector.index.forEach((column, k) => {
      const list = postings.get(column) ?? []
      list.push({ row, value: vector.value[k] ?? 0 })
      postings.set(column, list)
    })
  })
  return (query: SparseVector): Float32Array => {
    const similarity = new Float32Array(rows.length)
    query.index.forEach((column, k) => {
      const weight = query.value[k] ?? 0
      for (const { row, value } of postings.get(column) ?? []) {
        similarity[row] = (similarity[row] ?? 0) + weight * value
      }
    })
    return similarity
  }
}

function denseSimilarities(rows: readonly Float32Array[]) {
  return (query: Float32Array): Float32Array =>
    Float32Array.from(rows, (row) => {
      let dot = 0
      for (let i = 0; i < row.length; i++) dot += (row[i] as number) * (query[i] as number)
      return dot
    })
}

/** The rows with the highest similarity, best first. */
function nearest(similarity: Float32Array, k: number): number[] {
  const best: number[] = []
  let worst = Number.NEGATIVE_INFINITY
  for (let row = 0; row < similarity.length; row++) {
    const value = similarity[row] ?? 0
    if (best.length === k && value <= worst) continue
    let at = best.length
    while (at > 0 && (similarity[best[at - 1] as number] ?? 0) < value) at--
    best.splice(at, 0, row)
    if (best.length > k) best.pop()
    worst = similarity[best[best.length - 1] as number] ?? 0
  }
  return best
}

/** Adds up the votes of the nearest rows; they fade exponentially with the distance from the nearest. */
function countVotes(
  similarity: Float32Array,
  rowPositions: readonly number[],
  width: number,
): Float32Array {
  const votes = new Float32Array(width)
  const rows = nearest(similarity, NEIGHBOURS)
  const top = similarity[rows[0] ?? 0] ?? 0
  let sum = 0
  for (const row of rows) {
    const weight = Math.exp(((similarity[row] ?? 0) - top) / FADE)
    const at = rowPositions[row] ?? 0
    votes[at] = (votes[at] ?? 0) + weight
    sum += weight
  }
  return sum > 0 ? votes.map((vote) => vote / sum) : votes
}

/**
 * Nearest confirmed texts as a classifier: by embedding where there is a sentence model, by character n-grams where there is
 * none (a hash embedder ranks worse than they do).
 */
export function createNearVotes(train: LabelledVectors): NearVotes {
  const position = new Map(train.labels.map((label, i) => [label, i]))
  const rowPositions = train.rowLabels.map((label) => position.get(label) ?? 0)
  const bySparse = train.dense ? null : sparseSimilarities(train.sparse)
  const byDense = train.dense ? denseSimilarities(train.dense) : null
  return ({ sparse, dense }) => {
    const similarity = byDense && dense ? byDense(dense) : bySparse?.(sparse)
    return similarity
      ? countVotes(similarity, rowPositions, train.labels.length)
      : new Float32Array(train.labels.length)
  }
}
