import type { Embedder } from '../../kb/embed/embedder.ts'
import {
  chooseByParts,
  chooseOnHeld,
  choosePenalty,
  type HistorySettings,
  signsOf,
  weigh,
} from './choose-settings.ts'
import { createEncoder, joinEncoded } from './history-encoder.ts'
import {
  fitVoices,
  kernelOf,
  type LabelledText,
  type VoiceName,
  type VoiceOptions,
} from './history-voices.ts'
import { labelPrior, pickLabel } from './rare-labels.ts'
import { applyCurve } from './sure-curve.ts'
import { softmax } from './temperature.ts'

export type { HistorySettings } from './choose-settings.ts'
export type { LabelledText } from './history-voices.ts'

export interface HistoryPrediction {
  ranked: { label: string; p: number }[]
  /** Calibrated probability that the first is right. */
  p: number
}

export interface HistoryModel {
  labels: readonly string[]
  settings: HistorySettings
  /** How models did on rows that they had not learnt, calibrated: thresholds are chosen from this. */
  held: { p: number; right: boolean }[]
  predict(texts: readonly string[]): Promise<HistoryPrediction[]>
}

export interface FitHistoryOptions {
  train: readonly LabelledText[]
  /** Everything is chosen here: penalty, weights, shift, calibration. */
  dev: readonly LabelledText[]
  /**
   * Where dev is nothing but a random part of the same rows: all but the penalty is chosen on train and dev together, each of so many
   * parts heard by models of the others. Only for histories that are small enough for it.
   */
  parts?: number
  /** Voices that stay silent, to see what each is worth. */
  without?: readonly VoiceName[]
  /** A sentence model; with null or the hash embedder meaning has no voice. */
  embedder: Embedder | null
  seed: number
  progress?: (text: string) => void
}

const KEPT = 10
/** Rows times labels up to which parts are heard: each part costs nearly a whole training, and a held part of more is large enough. */
const PARTS_UNTIL = 200_000

/**
 * Fits what a city's own history teaches. Several voices (linear models over n-grams and words, nearest labelled texts, a kernel
 * machine over meanings) are stacked; their weights, the help for rare labels and the calibration of the first
 * candidate are chosen on `dev` or by parts, then all is refitted on train + dev with the chosen settings. Labels that only `dev`
 * knows stay unknown while choosing on it.
 */
export async function fitHistory(options: FitHistoryOptions): Promise<HistoryModel> {
  const { train, dev, seed, progress, parts, without } = options
  const texts = (rows: readonly LabelledText[]) => rows.map((row) => row.text)
  const encoder = createEncoder(texts(train), options)
  const learnt = { rows: train, encoded: await encoder.encode(texts(train)) }
  const held = { rows: dev, encoded: await encoder.encode(texts(dev)) }
  progress?.('选择参数')
  const c = choosePenalty(learnt, held, { encoder, seed })
  const all = { rows: [...train, ...dev], encoded: joinEncoded(learnt.encoded, held.encoded) }
  const sampled = kernelOf(all.encoded, { seed })
  const voiceOptions: VoiceOptions = { encoder, c, seed, sampled, without }
  const labelCount = new Set(all.rows.map((row) => row.label)).size
  const chosen =
    parts && all.rows.length * labelCount <= PARTS_UNTIL
      ? chooseByParts(all, { ...voiceOptions, parts })
      : chooseOnHeld(learnt, held, voiceOptions)
  progress?.('用训练集和开发集重新拟合')
  const final = fitVoices(all.rows, all.encoded, voiceOptions)
  const settings: HistorySettings = { c, ...chosen.settings }
  const prior = labelPrior(
    final.labels,
    all.rows.map((row) => row.label),
  )
  return {
    labels: final.labels,
    settings,
    held: chosen.held,
    predict: async (asked) => {
      const encoded = await encoder.encode(asked)
      return asked.map((_, at) => {
        const scores = weigh(final.listen(encoded, at), settings)
        return toPrediction(final.labels, scores, { settings, prior })
      })
    },
  }
}

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
