import type { Embedder } from '../../kb/embed/embedder.ts'
import type { SparseVector } from './features.ts'
import {
  createEncoder,
  type Encoded,
  fitGrams,
  fitVoices,
  joinEncoded,
  kernelOf,
  type LabelledText,
  type VoiceOptions,
  type Voices,
} from './history-voices.ts'
import { chooseShift, labelPrior, pickLabel } from './rare-labels.ts'
import { stackVoices, weighVoices } from './stack-voices.ts'
import { applyCurve, fitCurve, type SureCurve } from './sure-curve.ts'
import { softmax } from './temperature.ts'

export type { LabelledText } from './history-voices.ts'

export interface HistorySettings {
  /** Penalty of the n-gram model. */
  c: number
  /** Weight of each voice, in the order of `Voices.listen`. */
  weights: number[]
  /** How much of their head start the frequent labels give up. */
  shift: number
  curve: SureCurve
}

export interface HistoryPrediction {
  ranked: { label: string; p: number }[]
  /** Calibrated probability that the first is right. */
  p: number
}

export interface HistoryModel {
  labels: readonly string[]
  settings: HistorySettings
  /** How the model fitted on train alone did on dev, calibrated: thresholds are chosen from this. */
  onDev: { p: number; right: boolean }[]
  predict(texts: readonly string[]): Promise<HistoryPrediction[]>
}

export interface FitHistoryOptions {
  train: readonly LabelledText[]
  /** Everything is chosen here: penalty, weights, shift, calibration. */
  dev: readonly LabelledText[]
  /** A sentence model; with null or the hash embedder meaning has no voice. */
  embedder: Embedder | null
  seed: number
  progress?: (text: string) => void
}

/** Penalties from soft to hard; the search starts at the second and climbs while dev gains. */
const PENALTIES = [0.25, 0.5, 1, 2, 4]
const FIRST_PENALTY = 1
const KEPT = 10

/**
 * Fits what a city's own history teaches. Several voices (linear models over n-grams and embeddings, nearest labelled texts) are
 * stacked; their weights, the help for rare labels and the calibration of the first candidate are chosen on `dev`, then all is
 * refitted on train + dev with the chosen settings. Labels that only `dev` knows stay unknown while choosing.
 */
export async function fitHistory(options: FitHistoryOptions): Promise<HistoryModel> {
  const { train, dev, seed, progress } = options
  const texts = (rows: readonly LabelledText[]) => rows.map((row) => row.text)
  const encoder = createEncoder(texts(train), options)
  const trainEncoded = await encoder.encode(texts(train))
  const devEncoded = await encoder.encode(texts(dev))
  progress?.('选择参数')
  const held = { rows: dev, encoded: devEncoded }
  const c = choosePenalty({ rows: train, encoded: trainEncoded }, held, { encoder, seed })
  const all = joinEncoded(trainEncoded, devEncoded)
  const voiceOptions: VoiceOptions = { encoder, c, seed, sampled: kernelOf(all, { seed }) }
  const chosen = chooseOn(fitVoices(train, trainEncoded, voiceOptions), held, train)
  progress?.('用训练集和开发集重新拟合')
  const rows = [...train, ...dev]
  const final = fitVoices(rows, all, voiceOptions)
  const settings: HistorySettings = { c, ...chosen.settings }
  const prior = priorOf(final.labels, rows)
  return {
    labels: final.labels,
    settings,
    onDev: chosen.onDev,
    predict: async (asked) => {
      const encoded = await encoder.encode(asked)
      return asked.map((_, at) => {
        const scores = weighVoices(final.listen(encoded, at), settings.weights)
        return toPrediction(final.labels, scores, { settings, prior })
      })
    },
  }
}

interface Rows {
  rows: readonly LabelledText[]
  encoded: Encoded
}

const priorOf = (labels: readonly string[], rows: readonly LabelledText[]) =>
  labelPrior(
    labels,
    rows.map((row) => row.label),
  )

function choosePenalty(train: Rows, held: Rows, options: Omit<VoiceOptions, 'c'>): number {
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

/** Weights, help for rare labels and calibration from what the voices say of the held-out rows. */
function chooseOn(voices: Voices, held: Rows, train: readonly LabelledText[]) {
  const position = new Map(voices.labels.map((label, i) => [label, i]))
  const heard = held.rows.map((row, at) => ({
    voices: voices.listen(held.encoded, at),
    truth: position.get(row.label) ?? -1,
  }))
  const weights = stackVoices(heard.filter(({ truth }) => truth >= 0))
  const stacked = heard.map(({ voices: said, truth }) => ({
    scores: weighVoices(said, weights),
    truth,
  }))
  const prior = priorOf(voices.labels, train)
  const shift = chooseShift(stacked, prior)
  const cases = stacked.map(({ scores, truth }) => {
    const picked = pickLabel(scores, prior, shift)
    return { signs: signsOf(softmax(scores), picked), right: picked === truth }
  })
  const curve = fitCurve(cases)
  const onDev = cases.map(({ signs, right }) => ({ p: applyCurve(curve, signs), right }))
  return { settings: { weights, shift, curve }, onDev }
}

/** What tells how sure the first candidate is: its own probability, and its lead over the best of the others. */
function signsOf(p: Float32Array, picked: number): number[] {
  const own = clamp(p[picked] ?? 0)
  let other = 0
  for (let i = 0; i < p.length; i++) if (i !== picked) other = Math.max(other, p[i] ?? 0)
  return [Math.log(own / (1 - own)), Math.log(own / clamp(other))]
}

const clamp = (p: number) => Math.min(1 - 1e-5, Math.max(1e-5, p))

function toPrediction(
  labels: readonly string[],
  scores: Float32Array,
  { settings, prior }: { settings: HistorySettings; prior: Float32Array },
): HistoryPrediction {
  const p = softmax(scores)
  const picked = pickLabel(scores, prior, settings.shift)
  const ranked = labels
    .map((label, at) => ({ label, p: p[at] ?? 0, isFirst: at === picked }))
    .sort((a, b) => Number(b.isFirst) - Number(a.isFirst) || b.p - a.p)
    .slice(0, KEPT)
    .map(({ label, p: own }) => ({ label, p: own }))
  return { ranked, p: applyCurve(settings.curve, signsOf(p, picked)) }
}
