import type { Embedder } from '../../kb/embed/embedder.ts'
import { createVectoriser, type SparseVector, type Vectoriser } from './features.ts'
import { createNearVotes, type NearVotes } from './near-texts.ts'
import { applyPlatt, fitPlatt, type PlattScale } from './platt.ts'
import { fitTemperature, softmax } from './temperature.ts'
import { type LinearModel, rank, trainOnVectors } from './train-linear.ts'

export interface LabelledText {
  text: string
  label: string
}

export interface HistorySettings {
  /** Penalty of the n-gram model and, where there is a sentence model, of the one over embeddings. */
  c: number
  denseC: number
  /** Weight of each voice beside the n-gram model's 1. */
  denseWeight: number
  nearWeight: number
  temperature: number
  platt: PlattScale
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
  /** Everything is chosen here: penalties, weights, temperature, calibration. */
  dev: readonly LabelledText[]
  /** A sentence model; with null or the hash embedder the neighbours are found by n-grams. */
  embedder: Embedder | null
  seed: number
  progress?: (text: string) => void
}

interface Encoded {
  sparse: SparseVector[]
  dense: Float32Array[] | null
}

const CHOICES = { c: [0.25, 0.5, 1], denseC: [4], weight: [0, 0.15, 0.3, 0.5, 0.75, 1, 1.5] }
const BATCH = 64

/** An embedding as a vector of the linear trainer: every column is there. */
function asSparse(dense: Float32Array): SparseVector {
  return { index: Int32Array.from(dense, (_, i) => i), value: dense }
}

async function encode(
  texts: readonly string[],
  vectoriser: Vectoriser,
  { embedder, progress }: Pick<FitHistoryOptions, 'embedder' | 'progress'>,
): Promise<Encoded> {
  const sparse = texts.map((text) => vectoriser.vectorise(text))
  if (embedder === null || embedder.space.kind === 'hash') return { sparse, dense: null }
  const dense: Float32Array[] = []
  for (let at = 0; at < texts.length; at += BATCH) {
    dense.push(...(await embedder.embed(texts.slice(at, at + BATCH), 'passage')))
    progress?.(`向量 ${Math.min(texts.length, at + BATCH)}/${texts.length}`)
  }
  return { sparse, dense }
}

/** The three voices: n-grams, embeddings, neighbours. */
interface Voices {
  labels: readonly string[]
  linear: LinearModel
  dense: LinearModel | null
  near: NearVotes
}

function fitVoices(
  rows: readonly LabelledText[],
  encoded: Encoded,
  {
    vectoriser,
    c,
    denseC,
    seed,
  }: { vectoriser: Vectoriser; c: number; denseC: number; seed: number },
): Voices {
  const rowLabels = rows.map((row) => row.label)
  const shared = { labels: rowLabels, vectoriser, seed, calibration: { temperature: 1 } }
  const linear = trainOnVectors({ ...shared, vectors: encoded.sparse, c })
  const dense = encoded.dense
    ? trainOnVectors({ ...shared, vectors: encoded.dense.map(asSparse), c: denseC, epochs: 6 })
    : null
  return {
    labels: linear.labels,
    linear,
    dense,
    near: createNearVotes({ labels: linear.labels, rowLabels, ...encoded }),
  }
}

/** What each voice says of one text, before they are weighed. */
interface Said {
  linear: Float32Array
  dense: Float32Array | null
  near: Float32Array
}

function listen(voices: Voices, encoded: Encoded, at: number): Said {
  const sparse = encoded.sparse[at] as SparseVector
  const dense = encoded.dense?.[at] ?? null
  return {
    linear: voices.linear.scores(sparse),
    dense: dense && voices.dense ? voices.dense.scores(asSparse(dense)) : null,
    near: voices.near({ sparse, dense }),
  }
}

type Weights = Pick<HistorySettings, 'denseWeight' | 'nearWeight'>

function weigh(said: Said, { denseWeight, nearWeight }: Weights): Float32Array {
  return said.linear.map(
    (score, i) => score + denseWeight * (said.dense?.[i] ?? 0) + nearWeight * (said.near[i] ?? 0),
  )
}

function argmax(scores: Float32Array): number {
  let best = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i
  return best
}

function accuracy(said: readonly Said[], truth: readonly number[], weights: Weights): number {
  let right = 0
  said.forEach((one, i) => {
    if (argmax(weigh(one, weights)) === truth[i]) right++
  })
  return right / Math.max(1, said.length)
}

function chooseWeights(said: readonly Said[], truth: readonly number[]): Weights {
  let best: Weights = { denseWeight: 0, nearWeight: 0 }
  let score = accuracy(said, truth, best)
  const denseWeights = said[0]?.dense ? CHOICES.weight : [0]
  for (const denseWeight of denseWeights) {
    for (const nearWeight of CHOICES.weight) {
      const found = accuracy(said, truth, { denseWeight, nearWeight })
      if (found > score + 1e-9) {
        score = found
        best = { denseWeight, nearWeight }
      }
    }
  }
  return best
}

function choosePenalty(
  rows: readonly LabelledText[],
  train: Encoded,
  held: { encoded: Encoded; rows: readonly LabelledText[]; vectoriser: Vectoriser; seed: number },
): number {
  let best = { c: CHOICES.c[0] ?? 1, right: -1 }
  for (const c of CHOICES.c) {
    const model = trainOnVectors({
      vectors: train.sparse,
      labels: rows.map((row) => row.label),
      vectoriser: held.vectoriser,
      seed: held.seed,
      c,
      epochs: 6,
      calibration: { temperature: 1 },
    })
    const right = held.rows.filter(
      (row, i) =>
        model.labels[argmax(model.scores(held.encoded.sparse[i] as SparseVector))] === row.label,
    ).length
    if (right > best.right) best = { c, right }
  }
  return best.c
}

/**
 * Fits what the product knows of a city's own history: a linear model over character n-grams, one over sentence embeddings where a
 * model is there, and the nearest labelled texts; their weights, the temperature and the calibration of the first candidate are
 * chosen on `dev`, then all is refitted on train + dev with the chosen settings. Labels that only `dev` knows stay unknown while choosing.
 */
export async function fitHistory(options: FitHistoryOptions): Promise<HistoryModel> {
  const { train, dev, seed, progress } = options
  const vectoriser = createVectoriser(train.map((row) => row.text))
  const trainEncoded = await encode(
    train.map((row) => row.text),
    vectoriser,
    options,
  )
  const devEncoded = await encode(
    dev.map((row) => row.text),
    vectoriser,
    options,
  )
  progress?.('选择参数')
  const c = choosePenalty(train, trainEncoded, { encoded: devEncoded, rows: dev, vectoriser, seed })
  const penalties = { vectoriser, c, denseC: CHOICES.denseC[0] ?? 4, seed }
  const voices = fitVoices(train, trainEncoded, penalties)
  const { onDev, ...calibration } = calibrateOn(voices, devEncoded, dev)
  const settings = { ...penalties, ...calibration }
  progress?.('用训练集和开发集重新拟合')
  const all = joinEncoded(trainEncoded, devEncoded)
  const final = fitVoices([...train, ...dev], all, penalties)
  const { c: chosen, denseC, denseWeight, nearWeight, temperature, platt } = settings
  const kept: HistorySettings = { c: chosen, denseC, denseWeight, nearWeight, temperature, platt }
  return {
    labels: final.labels,
    settings: kept,
    onDev,
    predict: async (texts) => {
      const encoded = await encode(texts, vectoriser, options)
      return texts.map((_, at) => predictOne(final, listen(final, encoded, at), kept))
    },
  }
}

function joinEncoded(a: Encoded, b: Encoded): Encoded {
  return {
    sparse: [...a.sparse, ...b.sparse],
    dense: a.dense && b.dense ? [...a.dense, ...b.dense] : null,
  }
}

function predictOne(voices: Voices, said: Said, settings: HistorySettings): HistoryPrediction {
  const ranked = rank(voices.labels, softmax(weigh(said, settings), settings.temperature))
  return { ranked: ranked.slice(0, 10), p: applyPlatt(settings.platt, ranked[0]?.p ?? 0) }
}

function calibrateOn(voices: Voices, encoded: Encoded, dev: readonly LabelledText[]) {
  const position = new Map(voices.labels.map((label, i) => [label, i]))
  const truth = dev.map((row) => position.get(row.label) ?? -1)
  const said = dev.map((_, at) => listen(voices, encoded, at))
  const weights = chooseWeights(said, truth)
  const scored = said.map((one, i) => ({ scores: weigh(one, weights), truth: truth[i] ?? -1 }))
  const temperature = fitTemperature(scored.filter((row) => row.truth >= 0))
  const firsts = scored.map(({ scores, truth: t }) => {
    const best = argmax(scores)
    return { p: softmax(scores, temperature)[best] ?? 0, right: best === t }
  })
  const platt = fitPlatt(firsts)
  const onDev = firsts.map((c) => ({ p: applyPlatt(platt, c.p), right: c.right }))
  return { ...weights, temperature, platt, onDev }
}
