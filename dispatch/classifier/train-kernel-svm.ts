import { type MeaningKernel, SCALE } from './meaning-kernel.ts'
import { seededRandom, shuffledOrders } from './seeded-random.ts'

export interface KernelTrainOptions {
  kernel: MeaningKernel
  /** Label of each of the kernel's rows; rows with null, or after the last label, are not learnt from. */
  rowLabels: readonly (string | null)[]
  labels: readonly string[]
  seed: number
}

/** Scores of every label from the kernel of a text with the rows. */
export type KernelModel = (similarities: Float32Array) => Float32Array

/** 1 / (2C) of a row: what the squared hinge forgives. */
const SLACK = 0.3
const EPOCHS = 8
/** Smaller violations are left: one costs a pass over all rows. */
const TOLERANCE = 0.05
/** What a label scores where nothing speaks for it; a text of another label starts as well told apart. */
const ABSENT = -1

/**
 * One kernel SVM with squared hinge loss per label, by dual coordinate descent: the margins of all rows are kept, so that a row
 * which is already told apart costs nothing. On real orders it is right where a linear model of the same embeddings is not
 * (units .757 against .691).
 */
export function trainKernelSvm(options: KernelTrainOptions): KernelModel {
  const { rowLabels, labels, seed } = options
  const known = [...rowLabels.keys()].filter((row) => rowLabels[row] !== null)
  const orders = shuffledOrders(known.length, { rounds: 4, random: seededRandom(seed) }).map(
    (order) => Int32Array.from(order, (at) => known[at] as number),
  )
  const learnt = labels.map((label) => fitLabel(options, { label, orders }))
  return (similarities) =>
    Float32Array.from(learnt, ({ rows, weights }) => {
      let score = ABSENT
      for (let k = 0; k < rows.length; k++)
        score += (weights[k] as number) * (similarities[rows[k] as number] as number)
      return score
    })
}

interface Support {
  rows: Int32Array
  weights: Float32Array
}

function fitLabel(
  { kernel, rowLabels }: KernelTrainOptions,
  { label, orders }: { label: string; orders: readonly Int32Array[] },
): Support {
  const count = rowLabels.findLastIndex((own) => own !== null) + 1
  const alpha = new Float32Array(count)
  const margins = new Float32Array(count).fill(ABSENT)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    let largest = 0
    for (const row of orders[epoch % orders.length] as Int32Array) {
      const sign = rowLabels[row] === label ? 1 : -1
      const old = alpha[row] as number
      const gradient = sign * (margins[row] as number) - 1 + SLACK * old
      const next = Math.max(0, old - gradient / (1 + SLACK))
      const step = Math.abs(next - old)
      if (step < TOLERANCE) continue
      largest = Math.max(largest, step)
      alpha[row] = next
      addRow(margins, kernel.row(row), (sign * (next - old)) / SCALE)
    }
    if (largest === 0) break
  }
  const rows = Int32Array.from(alpha.keys()).filter((row) => (alpha[row] as number) > 0)
  const signed = (row: number) => (rowLabels[row] === label ? 1 : -1) * (alpha[row] as number)
  return { rows, weights: Float32Array.from(rows, signed) }
}

function addRow(margins: Float32Array, row: Int16Array, factor: number): void {
  for (let k = 0; k < margins.length; k++)
    margins[k] = (margins[k] as number) + factor * (row[k] as number)
}
