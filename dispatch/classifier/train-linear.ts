import {
  createVectoriser,
  type SparseMatrix,
  type SparseVector,
  stackRows,
  type Vectoriser,
} from './features.ts'
import { seededRandom, shuffledOrders } from './seeded-random.ts'
import { fitTemperature, type ScoredRow, softmax } from './temperature.ts'
import { trainSvm } from './train-svm.ts'

export interface TrainOptions {
  texts: readonly string[]
  labels: readonly string[]
  /** How much each text counts, 1 where absent: a definition less than what a citizen really said. */
  weights?: readonly number[]
  /** Penalty of an error (default 1). */
  c?: number
  /**
   * How much more an example of a rare label counts: (average frequency / own frequency) to this power, between 1 and 20. At
   * 0 (default) the frequent labels drown the rare ones.
   */
  balance?: number
  /** Number of labels that the average frequency is taken over; by default their own number. */
  balanceOver?: number
  epochs?: number
  /** Hash space of a new vectoriser, or one that several models share. */
  bits?: number
  vectoriser?: Vectoriser
  /** Share of the texts held back to fit the temperature (default 0.1); a number fixes it instead. */
  calibration?: { holdout: number } | { temperature: number }
  seed?: number
}

export interface LinearPrediction {
  label: string
  p: number
}

/** A trained one-vs-rest linear model; `labels[i]` belongs to `scores(...)[i]`. */
export interface LinearModel {
  labels: readonly string[]
  temperature: number
  vectoriser: Vectoriser
  /** What was learnt, for keeping. */
  fitted: FittedWeights
  /** Raw margins of every label. */
  scores(vector: SparseVector): Float32Array
  /** The best labels of a text with calibrated probabilities. */
  predict(text: string, limit?: number): LinearPrediction[]
}

/**
 * Trains a linear text classifier: hashed character 1–2-grams, one squared-hinge SVM per label by dual
 * coordinate descent, probabilities by a temperature fitted on held-back texts. Deterministic for a seed.
 *
 * `trainLinear({ texts: ['停水了', '停电了'], labels: ['水', '电'] }).predict('没水')`
 *
 * Only columns that occur are kept, so that hundreds of small models fit in memory. The held-back texts only
 * fit the temperature; the returned model is trained on all texts.
 */
export function trainLinear(options: TrainOptions): LinearModel {
  const vectoriser = options.vectoriser ?? createVectoriser(options.texts, options.bits)
  const vectors = options.texts.map((text) => vectoriser.vectorise(text))
  return trainOnVectors({ ...options, vectoriser, vectors })
}

export type VectorTrainOptions = Omit<TrainOptions, 'texts' | 'bits'> & {
  vectors: readonly SparseVector[]
  vectoriser: Vectoriser
}

/** `trainLinear` on vectors that are there already: the nodes of a tree share them. */
export function trainOnVectors(options: VectorTrainOptions): LinearModel {
  const labels = [...new Set(options.labels)].sort()
  const temperature = calibrate(options, labels)
  const fitted = fitMargins(options, labels)
  return restoreLinear({ labels, temperature, fitted, vectoriser: options.vectoriser })
}

/** A model of what was learnt before. */
export function restoreLinear(
  known: Pick<LinearModel, 'labels' | 'temperature' | 'fitted' | 'vectoriser'>,
): LinearModel {
  const { labels, temperature, fitted, vectoriser } = known
  const scores = (vector: SparseVector) => scoreVector(fitted, vector)
  return {
    ...known,
    scores,
    predict: (text, limit = 5) =>
      rank(labels, softmax(scores(vectoriser.vectorise(text)), temperature)).slice(0, limit),
  }
}

/** Labels with their probabilities, best first. */
export function rank(labels: readonly string[], p: Float32Array): LinearPrediction[] {
  return labels.map((label, at) => ({ label, p: p[at] ?? 0 })).sort((a, b) => b.p - a.p)
}

export interface FittedWeights {
  /** Hashed column → own column. */
  columns: ReadonlyMap<number, number>
  /** Weights of every label in the first column, then in the second …, at the end the constants: a text reads whole columns. */
  weights: Float32Array
}

function scoreVector({ columns, weights }: FittedWeights, vector: SparseVector): Float32Array {
  const labels = weights.length / (columns.size + 1)
  const scores = weights.slice(columns.size * labels)
  for (let k = 0; k < vector.index.length; k += 1) {
    const column = columns.get(vector.index[k] as number)
    if (column === undefined) continue
    const value = vector.value[k] as number
    const from = column * labels
    for (let at = 0; at < labels; at += 1)
      scores[at] = (scores[at] as number) + (weights[from + at] as number) * value
  }
  return scores
}

/** A matrix that lies row by row, as it lies column by column. */
export function transpose(matrix: Float32Array, rows: number): Float32Array {
  const result = new Float32Array(matrix.length)
  const width = matrix.length / rows
  for (let row = 0; row < rows; row += 1)
    for (let at = 0; at < width; at += 1)
      result[at * rows + row] = matrix[row * width + at] as number
  return result
}

function fitMargins(options: VectorTrainOptions, labels: readonly string[]): FittedWeights {
  const columns = new Map<number, number>()
  for (const { index } of options.vectors)
    for (const column of index) if (!columns.has(column)) columns.set(column, columns.size)
  const rows = compactColumns(stackRows(options.vectors), columns)
  const { c = 1, epochs = 12, seed = 1, balance = 0 } = options
  const orders = shuffledOrders(options.vectors.length, { rounds: 4, random: seededRandom(seed) })
  const shared = { width: columns.size, c, epochs, orders }
  const own = Float32Array.from(options.labels, (_, row) => options.weights?.[row] ?? 1)
  const factor = balanceOf(options.labels, {
    power: balance,
    over: options.balanceOver ?? labels.length,
  })
  const width = columns.size + 1
  const byLabel = new Float32Array(labels.length * width)
  for (const [at, label] of labels.entries()) {
    const isOwn = (row: number) => options.labels[row] === label
    const more = factor(label)
    const rowWeights =
      more === 1 ? own : own.map((weight, row) => (isOwn(row) ? weight * more : weight))
    byLabel.set(trainSvm(rows, isOwn, { ...shared, weights: rowWeights }), at * width)
  }
  return { columns, weights: transpose(byLabel, labels.length) }
}

/** What an example of each label counts, so that rare labels do not vanish. */
export function balanceOf(
  rowLabels: readonly string[],
  { power, over }: { power: number; over: number },
): (label: string) => number {
  if (power === 0) return () => 1
  const counts = new Map<string, number>()
  for (const label of rowLabels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const average = rowLabels.length / Math.max(1, over)
  return (label) => {
    const factor = (average / (counts.get(label) ?? average)) ** power
    return Math.min(20, Math.max(1, factor))
  }
}

function compactColumns(rows: SparseMatrix, columns: Map<number, number>): SparseMatrix {
  return { ...rows, index: rows.index.map((column) => columns.get(column) ?? 0) }
}

function calibrate(options: VectorTrainOptions, labels: readonly string[]): number {
  const { calibration = { holdout: 0.1 }, seed = 1 } = options
  if ('temperature' in calibration) return calibration.temperature
  const random = seededRandom(seed + 1)
  const held = options.vectors.map(() => random() < calibration.holdout)
  const kept = (_: unknown, row: number) => !held[row]
  const subset: VectorTrainOptions = {
    ...options,
    vectors: options.vectors.filter(kept),
    labels: options.labels.filter(kept),
  }
  if (options.weights) subset.weights = options.weights.filter(kept)
  if (new Set(subset.labels).size < 2) return 1
  const fitted = fitMargins(subset, labels)
  const rows = options.vectors.flatMap((vector, row): ScoredRow[] =>
    held[row]
      ? [
          {
            scores: scoreVector(fitted, vector),
            truth: labels.indexOf(options.labels[row] ?? ''),
          },
        ]
      : [],
  )
  return rows.length < 20 ? 1 : fitTemperature(rows)
}
