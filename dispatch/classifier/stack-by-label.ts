import { type HeardText, weighVoices } from './stack-voices.ts'
import { softmax } from './temperature.ts'

/** The voices' weights where each label trusts them in its own way. */
export interface LabelWeights {
  /** One weight a voice, for each label. */
  weights: number[][]
  /** What each label has before anything is heard. */
  constants: number[]
}

/** Squared distance from the weights that all labels share costs this, over the number of texts: few of them move a label little. */
const PULL = 1
const SWEEPS = 15
const MAX_STEP = 1

/** The score of every label, each by its own weights. */
export function weighByLabel(
  voices: readonly Float32Array[],
  { weights, constants }: LabelWeights,
): Float32Array {
  return Float32Array.from(constants, (constant, label) => {
    const own = weights[label] ?? []
    return voices.reduce(
      (sum, voice, k) => sum + (own[k] ?? 0) * (voice[label] as number),
      constant,
    )
  })
}

/** Mean negative log likelihood of the truth. */
function lossOf(texts: readonly HeardText[], score: (text: HeardText) => Float32Array): number {
  const loss = texts.map(
    (text) => -Math.log(Math.max(1e-12, softmax(score(text))[text.truth] ?? 0)),
  )
  return loss.reduce((sum, own) => sum + own, 0) / Math.max(1, texts.length)
}

/**
 * Lets each label depart from the shared weights, where that tells the truth of texts better which it was not fitted on (two halves);
 * null where it does not. Seven labels of a thousand texts each: .933 → .939 right (Teddy Cup, five folds).
 */
export function stackByLabel(
  texts: readonly HeardText[],
  shared: readonly number[],
): LabelWeights | null {
  const half = (at: number) => texts.filter((_, i) => i % 2 === at)
  const gains = [0, 1].map((at) => {
    const fitted = fitByLabel(half(1 - at), shared)
    const before = lossOf(half(at), ({ voices }) => weighVoices(voices, shared))
    return before - lossOf(half(at), ({ voices }) => weighByLabel(voices, fitted))
  })
  return gains.every((gain) => gain > 0) ? fitByLabel(texts, shared) : null
}

/** State of the fit: what every text's labels weigh now, unnormalised, and their sums. */
interface Fit {
  texts: readonly HeardText[]
  weights: number[][]
  constants: number[]
  shares: Float64Array[]
  sums: Float64Array
}

/** Cyclic Newton steps, one weight of one label at a time, over voices around their middle; convex and deterministic. */
export function fitByLabel(texts: readonly HeardText[], shared: readonly number[]): LabelWeights {
  const labels = texts[0]?.voices[0]?.length ?? 0
  const middle = middlesOf(texts, shared.length, labels)
  const shares = texts.map(({ voices }) => {
    const scores = weighVoices(voices, shared)
    const top = Math.max(...scores)
    return Float64Array.from(scores, (score) => Math.exp(score - top))
  })
  const sums = Float64Array.from(shares, (own) => own.reduce((sum, share) => sum + share, 0))
  const fit: Fit = {
    texts,
    shares,
    sums,
    weights: Array.from({ length: labels }, () => shared.map(() => 0)),
    constants: new Array<number>(labels).fill(0),
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let largest = 0
    for (let label = 0; label < labels; label++) {
      largest = Math.max(largest, improve(fit, label, null))
      for (const k of shared.keys())
        largest = Math.max(largest, improve(fit, label, { k, middle: middle[k]?.[label] ?? 0 }))
    }
    if (largest < 1e-3) break
  }
  return {
    weights: fit.weights.map((own) => own.map((more, k) => (shared[k] ?? 0) + more)),
    constants: fit.constants.map((constant, label) =>
      (fit.weights[label] ?? []).reduce(
        (sum, w, k) => sum - w * (middle[k]?.[label] ?? 0),
        constant,
      ),
    ),
  }
}

function middlesOf(texts: readonly HeardText[], voices: number, labels: number): Float64Array[] {
  return Array.from({ length: voices }, (_, k) =>
    Float64Array.from({ length: labels }, (__, label) => {
      const sum = texts.reduce((all, text) => all + (text.voices[k]?.[label] ?? 0), 0)
      return sum / Math.max(1, texts.length)
    }),
  )
}

/** One Newton step of a label's constant, or of its weight of a voice; returns how far it went. */
function improve(fit: Fit, label: number, voice: { k: number; middle: number } | null): number {
  const { texts, shares, sums } = fit
  const read = ({ voices }: HeardText) =>
    voice === null ? 1 : (voices[voice.k]?.[label] ?? 0) - voice.middle
  let gradient = 0
  let curvature = 0
  texts.forEach((text, i) => {
    const x = read(text)
    const p = (shares[i]?.[label] ?? 0) / (sums[i] ?? 1)
    gradient += (p - (text.truth === label ? 1 : 0)) * x
    curvature += p * (1 - p) * x * x
  })
  const own = (voice === null ? fit.constants[label] : fit.weights[label]?.[voice.k]) ?? 0
  const wanted = (gradient + 2 * PULL * own) / (curvature + 2 * PULL)
  const step = -Math.max(-MAX_STEP, Math.min(MAX_STEP, wanted))
  if (voice === null) fit.constants[label] = own + step
  else (fit.weights[label] as number[])[voice.k] = own + step
  texts.forEach((text, i) => {
    const share = shares[i] as Float64Array
    const before = share[label] as number
    share[label] = before * Math.exp(step * read(text))
    sums[i] = (sums[i] as number) + (share[label] as number) - before
  })
  return Math.abs(step)
}
