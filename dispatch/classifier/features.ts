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
  /** Weight of each column: all that a stored model needs to read texts again. */
  idf: Float32Array
  vectorise(text: string): SparseVector
}

const separator = /[^\p{L}\p{N}]/u

/**
 * Counts hashed character 1–2-grams: they beat words for Chinese (no dictionary, no unknown words) and cost
 * 20 µs a text. Digits count as one sign, so that house numbers are not learnt.
 */
function countGrams(text: string, { mask, head }: { mask: number; head: number }) {
  const counts = new Map<number, number>()
  const add = (value: number) => {
    const hash = mix(value)
    const column = (hash ^ (hash >>> 15)) & mask
    counts.set(column, (counts.get(column) ?? 0) + 1)
  }
  // Text that was cut into words is joined again where the head is read: there the spaces mean nothing.
  const words = head > 0 ? normaliseText(text).replaceAll(' ', '') : normaliseText(text)
  let previous = -1
  let seen = 0
  for (const char of words) {
    const unit = signOf(char)
    for (const gram of unit < 0 ? [] : gramsOf(previous, unit)) {
      add(gram.value)
      if (seen < head) add(gram.inHead)
    }
    if (unit >= 0) seen += 1
    previous = unit
  }
  return counts
}

/** A letter as its code, every digit as one sign, -1 for all that parts words. */
function signOf(char: string): number {
  if (separator.test(char)) return -1
  return /\d/.test(char) ? 48 : (char.codePointAt(0) ?? 0)
}

/** The sign alone and, after another one, the pair. */
function gramsOf(previous: number, unit: number): { value: number; inHead: number }[] {
  const single = { value: unit, inHead: unit + headSpace }
  if (previous < 0) return [single]
  const pair = previous * 0x1_0001 + unit
  return [single, { value: pair + 0x51ed, inHead: pair + 2 * headSpace }]
}

/** Grams of the head of a text have columns of their own: what people say first names the matter. */
const headSpace = 0x500_0000

/** 32-bit finaliser of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * Learns the weight of each gram (smooth idf) from the training texts; needs no labels. With `head`, the grams of so many
 * first signs count once more in columns of their own.
 */
export function createVectoriser(texts: readonly string[], bits = 17, head = 0): Vectoriser {
  const at = { mask: 2 ** bits - 1, head }
  const frequency = new Uint32Array(2 ** bits)
  for (const text of texts) {
    for (const column of countGrams(text, at).keys()) {
      frequency[column] = (frequency[column] as number) + 1
    }
  }
  const idf = Float32Array.from(frequency, (df) => Math.log((1 + texts.length) / (1 + df)) + 1)
  return restoreVectoriser(idf, head)
}

/** A vectoriser of known weights, as a stored model keeps them. */
export function restoreVectoriser(idf: Float32Array, head = 0): Vectoriser {
  const at = { mask: idf.length - 1, head }
  const bits = Math.log2(idf.length)
  return { bits, idf, vectorise: (text) => weigh(countGrams(text, at), idf) }
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
