import type { EmbeddingSpace } from '../embed/embedder.ts'

/**
 * What the cosine counts beside a lexical score scaled to 0..1. Measured on real policy questions (bge-small):
 * 0.5 → 2.0 all within half a point of each other, best at 1.5; plain rank fusion loses to BM25 alone. The
 * hash embedder ranks far below BM25, so it takes no part. Measure again for another model.
 */
const weights: Record<EmbeddingSpace['kind'], number> = { onnx: 1.5, openai: 1.5, hash: 0 }

/** Whether vectors of this space help to rank. */
export function ranksByVector(space: EmbeddingSpace): boolean {
  return weights[space.kind] > 0
}

/** Divides by the largest value, so that lexical scores of different queries mean the same. */
export function scaleToMax(scores: Float32Array): Float32Array {
  let max = 0
  for (const score of scores) if (score > max) max = score
  return max === 0 ? scores : scores.map((score) => score / max)
}

export interface FusionInput {
  /** BM25 of each article's best passage, and of the whole article. */
  passage: Float32Array
  whole: Float32Array
  /** Cosine of each article's best passage; null without vectors. */
  cosine: Float32Array | null
  kind: EmbeddingSpace['kind']
}

/** `(passage/max + whole/max) / 2 + w · cos`, per article. */
export function fuseScores({ passage, whole, cosine, kind }: FusionInput): Float32Array {
  const best = scaleToMax(passage)
  const all = scaleToMax(whole)
  const weight = cosine ? weights[kind] : 0
  return best.map(
    (score, i) => (score + (all[i] ?? 0)) / 2 + weight * Math.max(0, cosine?.[i] ?? 0),
  )
}
