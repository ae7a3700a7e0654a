import type { SparseVector } from './features.ts'
import { hearByParts } from './hear-by-parts.ts'
import { type EncodedRows, fitGrams, fitVoices, type VoiceOptions } from './history-voices.ts'
import { chooseShift, labelPrior, pickLabel } from './rare-labels.ts'
import { type LabelWeights, stackByLabel, weighByLabel } from './stack-by-label.ts'
import { type HeardText, stackVoices, weighVoices } from './stack-voices.ts'
import { applyCurve, fitCurve, type SureCurve } from './sure-curve.ts'
import { softmax } from './temperature.ts'

export interface HistorySettings {
  /** Penalty of the n-gram model. */
  c: number
  /** Weight of each voice, in the order of `Voices.listen`. */
  weights: number[]
  /** Weights of each label's own, where there is enough to learn them from. */
  byLabel: LabelWeights | null
  /** How much of their head start the frequent labels give up. */
  shift: number
  curve: SureCurve
}

/** Everything but the penalty, and how it did where it was chosen, calibrated: thresholds are chosen from this. */
export interface Chosen {
  settings: Omit<HistorySettings, 'c'>
  held: { p: number; right: boolean }[]
}

/** Penalties from soft to hard; the search starts at the second and climbs while dev gains. */
const PENALTIES = [0.25, 0.5, 1, 2, 4]
const FIRST_PENALTY = 1

/** The penalty of the n-gram model under which most of the held rows are right. */
export function choosePenalty(
  train: EncodedRows,
  held: EncodedRows,
  options: Omit<VoiceOptions, 'c'>,
): number {
  const rightAt = (at: number) => {
    const c = PENALTIES[at]
    if (c === undefined) return -1
    const model = fitGrams(train.rows, train.encoded, { ...options, c })
    return held.rows.filter((row, i) => {
      const scores = model.scores(held.encoded.grams[i] as SparseVector)
      return model.labels[argmax(scores)] === row.label
    }).length
  }
  let best = { at: FIRST_PENALTY, right: rightAt(FIRST_PENALTY) }
  for (const step of [1, -1]) {
    if (step < 0 && best.at !== FIRST_PENALTY) break
    for (let next = best.at + step, right = rightAt(next); right > best.right; ) {
      best = { at: next, right }
      next += step
      right = rightAt(next)
    }
  }
  return PENALTIES[best.at] ?? 1
}

function argmax(scores: Float32Array): number {
  let best = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i
  return best
}

/** Chooses on the held rows, which the voices of train have not seen. */
export function chooseOnHeld(train: EncodedRows, held: EncodedRows, options: VoiceOptions): Chosen {
  const voices = fitVoices(train.rows, train.encoded, options)
  const position = new Map(voices.labels.map((label, i) => [label, i]))
  const heard = held.rows.map((row, at) => ({
    voices: voices.listen(held.encoded, at),
    truth: position.get(row.label) ?? -1,
  }))
  return chooseFrom(heard, labelPrior(voices.labels, labelsOf(train)))
}

/** Chooses on all rows, each heard by voices of the other parts: less chance than in a small held part, and nothing lies idle. */
export function chooseByParts(all: EncodedRows, options: VoiceOptions & { parts: number }): Chosen {
  const { heard, labels } = hearByParts(all, options)
  const prior = labelPrior(labels, labelsOf(all))
  return chooseFrom(heard, prior, stackByLabel)
}

const labelsOf = ({ rows }: EncodedRows) => rows.map((row) => row.label)

/** Weights, help for rare labels and calibration from what the voices say of rows that they have not seen. */
function chooseFrom(
  heard: readonly HeardText[],
  prior: Float32Array,
  refine: typeof stackByLabel = () => null,
): Chosen {
  const known = heard.filter(({ truth }) => truth >= 0)
  const weights = stackVoices(known)
  const stack = { weights, byLabel: refine(known, weights) }
  const stacked = heard.map(({ voices, truth }) => ({ scores: weigh(voices, stack), truth }))
  const shift = chooseShift(stacked, prior)
  const cases = stacked.map(({ scores, truth }) => {
    const picked = pickLabel(scores, prior, shift)
    return { signs: signsOf(softmax(scores), picked), right: picked === truth }
  })
  const curve = fitCurve(cases)
  const held = cases.map(({ signs, right }) => ({ p: applyCurve(curve, signs), right }))
  return { settings: { ...stack, shift, curve }, held }
}

/** The voices together, by each label's own weights where it has some. */
export function weigh(
  voices: readonly Float32Array[],
  { weights, byLabel }: Pick<HistorySettings, 'weights' | 'byLabel'>,
): Float32Array {
  return byLabel ? weighByLabel(voices, byLabel) : weighVoices(voices, weights)
}

/** What tells how sure the first candidate is: its own probability, and its lead over the best of the others. */
export function signsOf(p: Float32Array, picked: number): number[] {
  const own = clamp(p[picked] ?? 0)
  let other = 0
  for (let i = 0; i < p.length; i++) if (i !== picked) other = Math.max(other, p[i] ?? 0)
  return [Math.log(own / (1 - own)), Math.log(own / clamp(other))]
}

const clamp = (p: number) => Math.min(1 - 1e-5, Math.max(1e-5, p))
