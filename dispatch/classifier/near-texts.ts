import { createExampleSearch } from './example-search.ts'
import type { SparseVector } from './features.ts'

/** The votes of the nearest labelled texts: probability of each label, in the order of `labels`. */
export type NearVotes = (query: SparseVector) => Float32Array

export interface LabelledVectors {
  labels: readonly string[]
  rowLabels: readonly string[]
  vectors: readonly SparseVector[]
}

/** How many neighbours vote, and how fast a vote fades with distance. Chosen on development data (figures in docs/accuracy.md). */
const NEIGHBOURS = 24
const FADE = 0.06

/** The rows with the highest similarity, best first. */
function nearest(similarity: Float64Array, k: number): number[] {
  const best: number[] = []
  let worst = Number.NEGATIVE_INFINITY
  for (let row = 0; row < similarity.length; row++) {
    const value = similarity[row] as number
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
  similarity: Float64Array,
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

/** Nearest confirmed texts by character n-grams as a classifier; what is near in meaning is the kernel's part. */
export function createNearVotes({ labels, rowLabels, vectors }: LabelledVectors): NearVotes {
  const position = new Map(labels.map((label, i) => [label, i]))
  const rowPositions = rowLabels.map((label) => position.get(label) ?? 0)
  const search = createExampleSearch(vectors)
  return (query) => countVotes(search.cosines(query).of, rowPositions, labels.length)
}
