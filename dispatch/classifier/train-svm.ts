import type { SparseMatrix } from './features.ts'

export interface SvmOptions {
  /** Columns of the matrix; one more weight is kept for the bias. */
  width: number
  /** Penalty of an error; larger fits the training texts harder. */
  c: number
  epochs: number
  /** Weight of each row, 1 where absent. */
  weights?: Float32Array
  /** Order of the rows in each epoch, the same for every class. */
  orders: readonly Int32Array[]
}

/**
 * One linear SVM with squared hinge loss by dual coordinate descent (Hsieh et al. 2008), as in LIBLINEAR:
 * exact steps on one row at a time, no learning rate, a handful of passes. Measured on real orders it equals
 * softmax regression at a third of the time.
 */
export function trainSvm(
  rows: SparseMatrix,
  isPositive: (row: number) => boolean,
  options: SvmOptions,
): Float32Array {
  const problem = prepare(rows, isPositive, options)
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const order = options.orders[epoch % options.orders.length] as Int32Array
    let largest = 0
    for (let at = 0; at < order.length; at += 1) {
      const step = stepRow(problem, order[at] as number)
      if (step > largest) largest = step
    }
    if (largest < tolerance) break
  }
  return problem.weights
}

const tolerance = 0.01

interface Problem {
  rows: SparseMatrix
  /** +1 or -1 of each row. */
  sign: Int8Array
  /** 1 / (2C) of each row: the slack of the squared hinge. */
  slack: Float32Array
  /** x·x + 1 (bias) + slack. */
  diagonal: Float32Array
  alpha: Float32Array
  weights: Float32Array
  bias: number
}

function prepare(
  rows: SparseMatrix,
  isPositive: (row: number) => boolean,
  options: SvmOptions,
): Problem {
  const count = rows.start.length - 1
  const sign = new Int8Array(count)
  const slack = new Float32Array(count)
  const diagonal = new Float32Array(count)
  for (let row = 0; row < count; row += 1) {
    sign[row] = isPositive(row) ? 1 : -1
    slack[row] = 1 / (2 * options.c * (options.weights?.[row] ?? 1))
    let square = 0
    for (let k = rows.start[row] as number; k < (rows.start[row + 1] as number); k += 1)
      square += (rows.value[k] as number) ** 2
    diagonal[row] = square + 1 + (slack[row] as number)
  }
  const weights = new Float32Array(options.width + 1)
  return {
    rows,
    sign,
    slack,
    diagonal,
    alpha: new Float32Array(count),
    weights,
    bias: options.width,
  }
}

/** Solves the dual for one row exactly; returns how far it was from its optimum. */
function stepRow(problem: Problem, row: number): number {
  const { rows, weights, alpha } = problem
  const from = rows.start[row] as number
  const to = rows.start[row + 1] as number
  const sign = problem.sign[row] as number
  let margin = weights[problem.bias] as number
  for (let k = from; k < to; k += 1)
    margin += (weights[rows.index[k] as number] as number) * (rows.value[k] as number)
  const old = alpha[row] as number
  const gradient = sign * margin - 1 + (problem.slack[row] as number) * old
  const next = Math.max(0, old - gradient / (problem.diagonal[row] as number))
  if (next === old) return 0
  alpha[row] = next
  const delta = (next - old) * sign
  for (let k = from; k < to; k += 1) {
    const column = rows.index[k] as number
    weights[column] = (weights[column] as number) + delta * (rows.value[k] as number)
  }
  weights[problem.bias] = (weights[problem.bias] as number) + delta
  return Math.abs(next - old)
}
