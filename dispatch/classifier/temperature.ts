/** Softmax of `scores / temperature`, stable for any size of score. */
export function softmax(scores: ArrayLike<number>, temperature = 1): Float32Array {
  const result = new Float32Array(scores.length)
  let top = Number.NEGATIVE_INFINITY
  for (let i = 0; i < scores.length; i += 1) top = Math.max(top, scores[i] as number)
  let sum = 0
  for (let i = 0; i < scores.length; i += 1) {
    const weight = Math.exp(((scores[i] as number) - top) / temperature)
    result[i] = weight
    sum += weight
  }
  for (let i = 0; i < scores.length; i += 1) result[i] = (result[i] as number) / sum
  return result
}

/** One held-out text: the score of each label, and which label is right. */
export interface ScoredRow {
  scores: Float32Array
  truth: number
}

/**
 * The temperature under which the probabilities of held-out texts mean what they say (least negative log
 * likelihood, by golden section on a log scale).
 */
export function fitTemperature(rows: readonly ScoredRow[]): number {
  if (rows.length === 0) return 1
  const loss = (logT: number) => {
    let sum = 0
    for (const { scores, truth } of rows)
      sum -= Math.log(Math.max(1e-12, softmax(scores, Math.exp(logT))[truth] ?? 0))
    return sum
  }
  const golden = (Math.sqrt(5) - 1) / 2
  let low = Math.log(0.02)
  let high = Math.log(5)
  for (let round = 0; round < 30; round += 1) {
    const left = high - golden * (high - low)
    const right = low + golden * (high - low)
    if (loss(left) < loss(right)) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}
