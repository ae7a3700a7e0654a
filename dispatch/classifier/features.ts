import { normaliseText } from '../../kb/language/normalise.ts'

/** A sparse vector: distinct columns in rising order, with their values. */
export interface SparseVector {
  index: Int32Array
  value: Float32Array
}

/** Rows one after another: row `i` is `[start[i], start[i + 1])` of `index` and `value`. */
export interface SparseMatrix {
  start: Int32Array
  index: Int32Array
  value: Float32Array
}

/** Turns a text into a unit vector of hashed character 1–2-grams. */
export interface Vectoriser {
  bits: number
  vectorise(text: string): SparseVector
}

const separator = /[^\p{L}\p{N}]/u

/**
 * Counts hashed character 1–2-grams: they beat words for Chinese (no dictionary, no unknown words) and cost
 * 20 µs a text. Digits count as one sign, so that house numbers are not learnt.
 */
function countGrams(text: string, mask: number): Map<number, number> {
  const counts = new Map<number, number>()
  const add = (hash: number) => {
    const column = (hash ^ (hash >>> 15)) & mask
    counts.set(column, (counts.get(column) ?? 0) + 1)
  }
  let previous = -1
  for (const char of normaliseText(text)) {
    if (separator.test(char)) {
      previous = -1
      continue
    }
    const unit = /\d/.test(char) ? 48 : (char.codePointAt(0) ?? 0)
    add(mix(unit))
    if (previous >= 0) add(mix(previous * 0x1_0001 + unit + 0x51ed))
    previous = unit
  }
  return counts
}

/** 32-bit finaliser of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Learns the weight of each gram (smooth idf) from the training texts; needs no labels. */
export function createVectoriser(texts: readonly string[], bits = 17): Vectoriser {
  const mask = 2 ** bits - 1
  const frequency = new Uint32Array(2 ** bits)
  for (const text of texts) {
    for (const column of countGrams(text, mask).keys()) {
      frequency[column] = (frequency[column] as number) + 1
    }
  }
  const idf = Float32Array.from(frequency, (df) => Math.log((1 + texts.length) / (1 + df)) + 1)
  return { bits, vectorise: (text) => weigh(countGrams(text, mask), idf) }
}

function weigh(counts: Map<number, number>, idf: Float32Array): SparseVector {
  const index = Int32Array.from(counts.keys()).sort()
  const value = new Float32Array(index.length)
  let norm = 0
  for (const [at, column] of index.entries()) {
    const weight = (1 + Math.log(counts.get(column) ?? 1)) * (idf[column] as number)
    value[at] = weight
    norm += weight * weight
  }
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0
  return { index, value: value.map((weight) => weight * scale) }
}

export function stackRows(rows: readonly SparseVector[]): SparseMatrix {
  const start = new Int32Array(rows.length + 1)
  for (const [at, row] of rows.entries()) start[at + 1] = (start[at] as number) + row.index.length
  const size = start[rows.length] as number
  const index = new Int32Array(size)
  const value = new Float32Array(size)
  for (const [at, row] of rows.entries()) {
    index.set(row.index, start[at])
    value.set(row.value, start[at])
  }
  return { start, index, value }
}
