import type { EmbeddingSpace } from '../embed/embedder.ts'

/**
 * What a cosine counts beside lexical scores scaled to 0..1. Chosen on real policy questions and real answers to
 * citizens (bge-small): everything between 1 and 3 is within a point; plain rank fusion loses to BM25 alone. The
 * hash embedder ranks far below BM25, so it takes no part. Measure again for another model.
 */
const trust: Record<EmbeddingSpace['kind'], number> = { onnx: 1, openai: 1, hash: 0 }

/** Whether vectors of this space help to rank. */
export function ranksByVector(space: EmbeddingSpace): boolean {
  return trust[space.kind] > 0
}

/** Divides by the largest value, so that lexical scores of different queries mean the same. */
export function scaleToMax(scores: Float32Array): Float32Array {
  let max = 0
  for (const score of scores) if (score > max) max = score
  return max === 0 ? scores : scores.map((score) => score / max)
}

/** Scores of every article, one array each; cosines are null without vectors. */
export interface FusionInput {
  /** BM25 of the article's best passage, of its best question form, and of the whole article. */
  passage: Float32Array
  form: Float32Array
  whole: Float32Array
  /** Best cosine of a passage, of a question form, and the mean of the three best question forms. */
  passageCosine: Float32Array | null
  formCosine: Float32Array | null
  formsCosine: Float32Array | null
  kind: EmbeddingSpace['kind']
}

const weights = {
  passage: 0.5,
  form: 0.5,
  whole: 0.5,
  passageCosine: 2,
  formCosine: 2,
  formsCosine: 1,
}

/** The weighted sum of scaled lexical scores and cosines, per article. */
export function fuseScores(input: FusionInput): Float32Array {
  const passage = scaleToMax(input.passage)
  const form = scaleToMax(input.form)
  const whole = scaleToMax(input.whole)
  const cosines = trust[input.kind] > 0
  const near = (values: Float32Array | null, i: number) =>
    cosines && values ? Math.max(0, values[i] ?? 0) * trust[input.kind] : 0
  return whole.map(
    (score, i) =>
      weights.whole * score +
      weights.passage * (passage[i] ?? 0) +
      weights.form * (form[i] ?? 0) +
      weights.passageCosine * near(input.passageCosine, i) +
      weights.formCosine * near(input.formCosine, i) +
      weights.formsCosine * near(input.formsCosine, i),
  )
}
