import type { SparseVector } from './features.ts'
import type { Encoded, Encoder } from './history-encoder.ts'
import { createMeaningKernel, type MeaningKernel } from './meaning-kernel.ts'
import { createNearVotes, type NearVotes } from './near-texts.ts'
import { seededRandom, shuffledOrders } from './seeded-random.ts'
import { trainKernelSvm } from './train-kernel-svm.ts'
import { type LinearModel, trainOnVectors } from './train-linear.ts'
import { type RatioModel, trainRatioSvm } from './train-ratio-svm.ts'

export interface LabelledText {
  text: string
  label: string
  /** A finer label below `label`, where the history keeps one: what is told apart below helps above. */
  fine?: string | undefined
  /** Rows of one group are about one matter and must not vouch for each other; by default equal texts are one. */
  group?: string | undefined
}

/** Rows with what was read from them. */
export interface EncodedRows {
  rows: readonly LabelledText[]
  encoded: Encoded
}

/** Everything that has learnt from the same rows and says something of a new text. */
export interface Voices {
  labels: readonly string[]
  listen(encoded: Encoded, at: number): Float32Array[]
}

/** Each by what it hears; `fine` speaks where train has finer labels, `meaning` where there is a sentence model. */
export const voiceNames = ['grams', 'head', 'words', 'ratios', 'near', 'fine', 'meaning'] as const
export type VoiceName = (typeof voiceNames)[number]

export interface VoiceOptions {
  encoder: Encoder
  c: number
  seed: number
  /** Of the rows' embeddings, in order; rows that are not learnt from may follow. */
  sampled?: SampledKernel | null
  /** Where each row stands among those that the kernel was made of; by default they are its first ones, in order. */
  positions?: readonly number[]
  /** Voices that stay silent, to see what each is worth. */
  without?: readonly VoiceName[] | undefined
}

/** Beyond this the kernel, which grows with the square of the rows (20,000 take 0.8 GB), is of a sample of them. */
export const KERNEL_ROWS = 20_000

/** The kernel of the rows that will be learnt from at some time, and which of them it holds, in their order. */
export interface SampledKernel {
  kernel: MeaningKernel
  picked: readonly number[]
}

/** The kernel over all rows, or a sample that is the same for the same seed: the most expensive part of meaning, made once. */
export function kernelOf(
  { dense }: Encoded,
  { seed, limit = KERNEL_ROWS }: { seed: number; limit?: number },
): SampledKernel | null {
  if (!dense) return null
  const [order = []] = shuffledOrders(dense.length, { rounds: 1, random: seededRandom(seed) })
  const picked = [...order.slice(0, limit)].sort((a, b) => a - b)
  return { kernel: createMeaningKernel(picked.map((at) => dense[at] as Float32Array)), picked }
}

const BALANCE = 0.5
const FINE_C = 0.25
const WORDS_C = 1

/** Linear model over all grams; also used to choose the penalty. */
export function fitGrams(
  rows: readonly LabelledText[],
  encoded: Encoded,
  { encoder, c, seed }: VoiceOptions,
): LinearModel {
  return trainOnVectors({
    vectors: encoded.grams,
    labels: rows.map((row) => row.label),
    vectoriser: encoder.vectoriser,
    seed,
    c,
    balance: BALANCE,
    epochs: 8,
    calibration: { temperature: 1 },
  })
}

/**
 * Fits the voices: grams, grams with the head apart, words, ratios of grams, finer labels where there are some, the nearest texts, and meaning
 * where there is a sentence model. Measured: beside the kernel of meanings a linear model of embeddings and the nearest texts
 * by meaning get no weight.
 */
export function fitVoices(
  rows: readonly LabelledText[],
  encoded: Encoded,
  options: VoiceOptions,
): Voices {
  const rowLabels = rows.map((row) => row.label)
  const shared = {
    labels: rowLabels,
    seed: options.seed,
    balance: BALANCE,
    calibration: { temperature: 1 },
  }
  const grams = fitGrams(rows, encoded, options)
  const head = trainOnVectors({
    ...shared,
    vectors: encoded.head,
    vectoriser: options.encoder.headVectoriser,
    c: 0.5,
    epochs: 8,
  })
  const words = trainOnVectors({
    ...shared,
    vectors: encoded.words,
    vectoriser: options.encoder.wordVectoriser,
    c: WORDS_C,
    epochs: 8,
  })
  const { labels } = grams
  const fine = fitFine(rows, encoded, { ...options, labels })
  const ratios = trainRatioSvm({
    vectors: encoded.grams,
    rowLabels,
    labels,
    balance: BALANCE,
    seed: options.seed,
  })
  const near = createNearVotes({ labels, rowLabels, vectors: encoded.grams })
  const meaning = fitMeaning(rowLabels, labels, options)
  const models = { grams, head, words, ratios, fine, near, meaning }
  const speaking = voiceNames.filter((name) => !options.without?.includes(name))
  return { labels, listen: (text, at) => listen(models, { encoded: text, at, speaking }) }
}

/** Learns from those of the rows that the kernel holds; what follows them in it is left. */
function fitMeaning(
  rowLabels: readonly string[],
  labels: readonly string[],
  { sampled, seed, positions }: VoiceOptions,
): Models['meaning'] {
  if (!sampled) return null
  const { kernel, picked } = sampled
  const labelAt = new Map(rowLabels.map((label, row) => [positions?.[row] ?? row, label]))
  const own = picked.map((at) => labelAt.get(at) ?? null)
  const model = trainKernelSvm({ kernel, rowLabels: own, labels, seed })
  return (dense) => model(kernel.of(dense))
}

interface Models {
  grams: LinearModel
  head: LinearModel
  words: LinearModel
  ratios: RatioModel
  fine: ((vector: SparseVector) => Float32Array) | null
  near: NearVotes
  meaning: ((dense: Float32Array) => Float32Array) | null
}

function listen(
  models: Models,
  heard: { encoded: Encoded; at: number; speaking: readonly VoiceName[] },
): Float32Array[] {
  const { encoded, at, speaking } = heard
  const sparse = encoded.grams[at] as SparseVector
  const dense = encoded.dense?.[at] ?? null
  const scores: Record<VoiceName, () => Float32Array | null> = {
    grams: () => models.grams.scores(sparse),
    head: () => models.head.scores(encoded.head[at] as SparseVector),
    words: () => models.words.scores(encoded.words[at] as SparseVector),
    ratios: () => models.ratios(sparse),
    near: () => models.near(sparse),
    fine: () => models.fine?.(sparse) ?? null,
    meaning: () => (dense && models.meaning ? models.meaning(dense) : null),
  }
  return speaking.flatMap((name) => scores[name]() ?? [])
}

const separator = '\u0000'

/** A model of the finer labels; a label's score is that of the best one below it. */
function fitFine(
  rows: readonly LabelledText[],
  encoded: Encoded,
  { encoder, seed, labels }: VoiceOptions & { labels: readonly string[] },
): Models['fine'] {
  if (!rows.some((row) => row.fine)) return null
  const model = trainOnVectors({
    vectors: encoded.grams,
    labels: rows.map((row) => `${row.label}${separator}${row.fine ?? ''}`),
    vectoriser: encoder.vectoriser,
    seed,
    c: FINE_C,
    balance: BALANCE,
    // Measured: finer labels are rare throughout; beside the average of the coarse ones they get a say.
    balanceOver: labels.length,
    epochs: 8,
    calibration: { temperature: 1 },
  })
  const position = new Map(labels.map((label, i) => [label, i]))
  const parents = model.labels.map((label) => position.get(label.split(separator)[0] ?? '') ?? 0)
  return (vector) => {
    const best = new Float32Array(labels.length).fill(Number.NEGATIVE_INFINITY)
    model.scores(vector).forEach((score, i) => {
      const parent = parents[i] ?? 0
      best[parent] = Math.max(best[parent] as number, score)
    })
    return best
  }
}
