import { softmax } from './temperature.ts'

/** What every voice says of one held-out text (one score a label and voice), and which label is right. */
export interface HeardText {
  voices: readonly Float32Array[]
  truth: number
}

const SWEEPS = 40
const RIDGE = 1e-3
const MAX_STEP = 2

/** The sum of the voices, each with its weight. */
export function weighVoices(
  voices: readonly Float32Array[],
  weights: readonly number[],
): Float32Array {
  const sum = new Float32Array(voices[0]?.length ?? 0)
  voices.forEach((voice, k) => {
    const weight = weights[k] ?? 0
    if (weight === 0) return
    for (let at = 0; at < sum.length; at++)
      sum[at] = (sum[at] as number) + weight * (voice[at] as number)
  })
  return sum
}

/**
 * Weights under which the softmax of the summed voices tells the truth of held-out texts best (least negative log likelihood, no
 * weight below 0, a light ridge): cyclic Newton steps, one weight at a time; the problem is convex. The weights carry the
 * temperature with them. Deterministic.
 */
export function stackVoices(texts: readonly HeardText[]): number[] {
  const count = texts[0]?.voices.length ?? 0
  const weights = new Array<number>(count).fill(1)
  if (texts.length === 0) return weights
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let largest = 0
    for (let k = 0; k < count; k++) largest = Math.max(largest, improve(texts, weights, k))
    if (largest < 1e-3) break
  }
  return weights
}

/** One Newton step of one weight; returns how far it went. */
function improve(texts: readonly HeardText[], weights: number[], k: number): number {
  let gradient = 0
  let curvature = 1e-9
  for (const { voices, truth } of texts) {
    const p = softmax(weighVoices(voices, weights))
    const voice = voices[k] as Float32Array
    let mean = 0
    let square = 0
    for (let at = 0; at < p.length; at++) {
      const share = (p[at] as number) * (voice[at] as number)
      mean += share
      square += share * (voice[at] as number)
    }
    gradient += mean - (voice[truth] as number)
    curvature += square - mean * mean
  }
  const own = weights[k] ?? 0
  const step = (gradient / texts.length + 2 * RIDGE * own) / (curvature / texts.length + 2 * RIDGE)
  const next = Math.max(0, own - Math.max(-MAX_STEP, Math.min(MAX_STEP, step)))
  weights[k] = next
  return Math.abs(next - own)
}
