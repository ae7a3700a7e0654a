/** Similarities of embeddings as a kernel: rounder than a cosine, so that what is near counts and the rest does not. */
export interface MeaningKernel {
  size: number
  /** Row of the kernel matrix in thousandths of `SCALE`; texts of the same meaning have `SCALE`. */
  row(at: number): Int16Array
  /** The kernel of a new embedding with every row. */
  of(dense: Float32Array): Float32Array
}

/** Kernel values are kept as 16-bit whole numbers: half the memory, and far finer than embeddings are. */
export const SCALE = 32_767

/** Rows that are multiplied at a time: they fit in the processor's first cache. */
const TILE = 4

const full = Math.exp(2) - 1
/** The Gaussian kernel without its constant part: unrelated texts have 0 and push nobody. */
const bend = (cosine: number) => (Math.exp(2 * cosine) - 1) / full

/**
 * The kernel of embeddings around their middle. 13,000 rows of 512 numbers take half a minute and 330 MB; embeddings of one
 * language all point one way, so the middle is taken off first.
 */
export function createMeaningKernel(rows: readonly Float32Array[]): MeaningKernel {
  const width = rows[0]?.length ?? 0
  const mean = middleOf(rows, width)
  const flat = new Float32Array(rows.length * width)
  rows.forEach((row, at) => {
    flat.set(centre(row, mean), at * width)
  })
  const matrix = multiply(flat, { size: rows.length, width })
  return {
    size: rows.length,
    row: (at) => matrix[at] as Int16Array,
    of: (dense) => {
      const own = centre(dense, mean)
      const near = new Float32Array(rows.length)
      for (let at = 0; at < near.length; at++) near[at] = bend(dot(own, flat, at * width))
      return near
    },
  }
}

function middleOf(rows: readonly Float32Array[], width: number): Float32Array {
  const mean = new Float64Array(width)
  for (const row of rows)
    for (let k = 0; k < width; k++) mean[k] = (mean[k] as number) + (row[k] as number)
  return Float32Array.from(mean, (sum) => sum / Math.max(1, rows.length))
}

function centre(row: Float32Array, mean: Float32Array): Float32Array {
  const own = row.map((value, k) => value - (mean[k] as number))
  let square = 0
  for (const value of own) square += value * value
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0
  return own.map((value) => value * scale)
}

function dot(x: Float32Array, rows: Float32Array, from: number): number {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += (x[k] as number) * (rows[from + k] as number)
  return sum
}

/** All products of rows, half of them computed and mirrored; four rows share each load of a fifth. */
function multiply(
  flat: Float32Array,
  { size, width }: { size: number; width: number },
): Int16Array[] {
  const matrix = Array.from({ length: size }, () => new Int16Array(size))
  const keep = (a: number, b: number, cosine: number) => {
    if (a >= size) return
    const value = Math.round(bend(cosine) * SCALE)
    const rowA = matrix[a] as Int16Array
    const rowB = matrix[b] as Int16Array
    rowA[b] = value
    rowB[a] = value
  }
  // Rows beyond the last are read as zeros, so that the tiles need no rest.
  const padded = new Float32Array((size + TILE) * width)
  padded.set(flat)
  for (let a = 0; a < size; a += TILE) {
    for (let b = 0; b < Math.min(size, a + TILE); b++) {
      const at = b * width
      let from = a * width
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let s3 = 0
      for (let k = 0; k < width; k++, from++) {
        const x = padded[at + k] as number
        s0 += x * (padded[from] as number)
        s1 += x * (padded[from + width] as number)
        s2 += x * (padded[from + 2 * width] as number)
        s3 += x * (padded[from + 3 * width] as number)
      }
      keep(a, b, s0)
      keep(a + 1, b, s1)
      keep(a + 2, b, s2)
      keep(a + 3, b, s3)
    }
  }
  return matrix
}
