import type { SparseMatrix, SparseVector } from './features.ts'
import { seededRandom, shuffledOrders } from './seeded-random.ts'
import { balanceOf } from './train-linear.ts'
import { trainSvm } from './train-svm.ts'

export interface RatioTrainOptions {
  vectors: readonly SparseVector[]
  rowLabels: readonly string[]
  labels: readonly string[]
  balance: number
  seed: number
}

/** Scores of every label from the columns that a text has. */
export type RatioModel = (vector: SparseVector) => Float32Array

const C = 2
const EPOCHS = 8
/** A column of fewer texts proves nothing about a label. */
const MIN_TEXTS = 3

/** Texts as their known columns only: what stands in a text counts once, however often. */
interface Present {
  /** Hashed column → own column, -1 where too few texts have it. */
  own: Int32Array
  width: number
  start: Int32Array
  index: Int32Array
}

/**
 * One SVM per label over columns that are weighed by how much more often they stand in that label's texts than in others
 * (Wang and Manning 2012, NB-SVM): errs on other texts than the plain SVM of the same columns, so that both together are better.
 */
export function trainRatioSvm(options: RatioTrainOptions): RatioModel {
  const { vectors, rowLabels, labels, seed } = options
  const present = presentColumns(vectors)
  const { width } = present
  const orders = shuffledOrders(vectors.length, { rounds: 4, random: seededRandom(seed) })
  const factor = balanceOf(rowLabels, { power: options.balance, over: labels.length })
  const value = new Float32Array(present.index.length)
  const size = labels.length
  const model = {
    weights: new Float32Array(width * size),
    squares: new Float32Array(width * size),
    constants: new Float32Array(size),
  }
  labels.forEach((label, at) => {
    const isOwn = (row: number) => rowLabels[row] === label
    const ratio = ratiosOf(present, isOwn)
    const rows = weighRows(present, ratio, value)
    const more = factor(label)
    const weights = Float32Array.from(rowLabels, (_, row) => (isOwn(row) ? more : 1))
    const learnt = trainSvm(rows, isOwn, { width, c: C, epochs: EPOCHS, orders, weights })
    ratio.forEach((own, column) => {
      model.weights[column * size + at] = own * (learnt[column] as number)
      model.squares[column * size + at] = own * own
    })
    model.constants[at] = learnt[width] as number
  })
  return ({ index }) => scoreColumns(model, index, present.own)
}

function presentColumns(vectors: readonly SparseVector[]): Present {
  let highest = -1
  for (const { index } of vectors) highest = Math.max(highest, index.at(-1) ?? -1)
  const texts = new Int32Array(highest + 1)
  for (const { index } of vectors)
    for (const column of index) texts[column] = (texts[column] as number) + 1
  let width = 0
  const own = texts.map((count) => {
    if (count < MIN_TEXTS) return -1
    width += 1
    return width - 1
  })
  const start = new Int32Array(vectors.length + 1)
  const index: number[] = []
  vectors.forEach((vector, row) => {
    for (const hashed of vector.index) {
      const column = own[hashed] as number
      if (column >= 0) index.push(column)
    }
    start[row + 1] = index.length
  })
  return { own, width, start, index: Int32Array.from(index) }
}

/** Logarithm of how much more often each column stands in the label's texts than in the others. */
function ratiosOf({ start, index, width }: Present, isOwn: (row: number) => boolean): Float32Array {
  const inside = new Float64Array(width).fill(1)
  const outside = new Float64Array(width).fill(1)
  let insideSum = width
  let outsideSum = width
  for (let row = 0; row + 1 < start.length; row++) {
    const from = start[row] as number
    const to = start[row + 1] as number
    const counts = isOwn(row) ? inside : outside
    if (counts === inside) insideSum += to - from
    else outsideSum += to - from
    for (let k = from; k < to; k++) {
      const column = index[k] as number
      counts[column] = (counts[column] as number) + 1
    }
  }
  const shift = Math.log(outsideSum / insideSum)
  return Float32Array.from(inside, (n, at) => Math.log(n / (outside[at] as number)) + shift)
}

/** Rows of unit length under the label's ratios, written into one array that all labels share. */
function weighRows(
  { start, index }: Present,
  ratio: Float32Array,
  value: Float32Array,
): SparseMatrix {
  for (let row = 0; row + 1 < start.length; row++) {
    const from = start[row] as number
    const to = start[row + 1] as number
    let square = 0
    for (let k = from; k < to; k++) square += (ratio[index[k] as number] as number) ** 2
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0
    for (let k = from; k < to; k++) value[k] = (ratio[index[k] as number] as number) * scale
  }
  return { start, index, value }
}

function scoreColumns(
  { weights, squares, constants }: Record<'weights' | 'squares' | 'constants', Float32Array>,
  columns: Int32Array,
  own: Int32Array,
): Float32Array {
  const size = constants.length
  const scores = new Float32Array(size)
  const norms = new Float32Array(size)
  for (const hashed of columns) {
    const column = own[hashed] ?? -1
    if (column < 0) continue
    const from = column * size
    for (let at = 0; at < size; at++) {
      scores[at] = (scores[at] as number) + (weights[from + at] as number)
      norms[at] = (norms[at] as number) + (squares[from + at] as number)
    }
  }
  return scores.map((sum, at) => {
    const norm = Math.sqrt(norms[at] as number)
    return (norm > 0 ? sum / norm : 0) + (constants[at] as number)
  })
}
