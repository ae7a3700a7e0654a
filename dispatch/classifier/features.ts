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
 * The hashed character 1–2-grams of a text, in rising order, one that stands there twice given twice: they beat words for
 * Chinese (no dictionary, no unknown words). Digits count as one sign, so that house numbers are not learnt.
 */
function gramColumns(text: string, { mask, head }: { mask: number; head: number }): Int32Array {
  // Text that was cut into words is joined again where the head is read: there the spaces mean nothing.
  const words = head > 0 ? normaliseText(text).replaceAll(' ', '') : normaliseText(text)
  const units = signsOf(words)
  const columns = new Int32Array(units.length * (head > 0 ? 4 : 2))
  let size = 0
  const add = (value: number) => {
    const hash = mix(value)
    columns[size] = (hash ^ (hash >>> 15)) & mask
    size += 1
  }
  addGrams(units, { single: 0, pair: 0x51ed }, add)
  if (head > 0) addGrams(headOf(units, head), { single: headSpace, pair: 2 * headSpace }, add)
  return columns.subarray(0, size).sort()
}

/** Each sign alone and, after another one, the pair. */
function addGrams(
  units: Int32Array,
  offset: { single: number; pair: number },
  add: (value: number) => void,
): void {
  let previous = -1
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] as number
    if (unit >= 0) add(unit + offset.single)
    if (unit >= 0 && previous >= 0) add(previous * 0x1_0001 + unit + offset.pair)
    previous = unit
  }
}

/** The beginning that holds so many signs. */
function headOf(units: Int32Array, head: number): Int32Array {
  let seen = 0
  const end = units.findIndex((unit) => {
    seen += unit >= 0 ? 1 : 0
    return seen > head
  })
  return end < 0 ? units : units.subarray(0, end)
}

/** A letter as its code, every digit as one sign, -1 for all that parts words. */
function signsOf(words: string): Int32Array {
  const units = new Int32Array(words.length)
  let size = 0
  for (let at = 0; at < words.length; size += 1) {
    const code = words.codePointAt(at) ?? 0
    units[size] = signs[code] || learnSign(code)
    at += code < signs.length ? 1 : 2
  }
  return units.subarray(0, size)
}

/** Signs of the letters that were met before; 0 where none was. */
const signs = new Int32Array(0x1_0000)

function learnSign(code: number): number {
  const char = String.fromCodePoint(code)
  const letter = separator.test(char) ? -1 : code
  const sign = /\d/.test(char) ? 48 : letter
  if (code < signs.length) signs[code] = sign
  return sign
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
  return restoreVectoriser(
    learnWeights(texts, bits, (text) => gramColumns(text, at)),
    head,
  )
}

/** A vectoriser of other features, given as the hashed columns of a text in rising order. */
export function createColumnVectoriser(
  texts: readonly string[],
  bits: number,
  columnsOf: (text: string, mask: number) => Int32Array,
): Vectoriser {
  const columns = (text: string) => columnsOf(text, 2 ** bits - 1)
  const idf = learnWeights(texts, bits, columns)
  return { bits, idf, vectorise: (text) => weigh(columns(text), idf) }
}

function learnWeights(
  texts: readonly string[],
  bits: number,
  columnsOf: (text: string) => Int32Array,
): Float32Array {
  const frequency = new Uint32Array(2 ** bits)
  for (const text of texts) {
    let last = -1
    for (const column of columnsOf(text)) {
      if (column !== last) frequency[column] = (frequency[column] as number) + 1
      last = column
    }
  }
  return Float32Array.from(frequency, (df) => Math.log((1 + texts.length) / (1 + df)) + 1)
}

/** A vectoriser of known weights, as a stored model keeps them. */
export function restoreVectoriser(idf: Float32Array, head = 0): Vectoriser {
  const at = { mask: idf.length - 1, head }
  const bits = Math.log2(idf.length)
  return { bits, idf, vectorise: (text) => weigh(gramColumns(text, at), idf) }
}

/** A unit vector of the columns, which stand in rising order. */
function weigh(columns: Int32Array, idf: Float32Array): SparseVector {
  const index = new Int32Array(columns.length)
  const value = new Float32Array(columns.length)
  let size = 0
  let norm = 0
  for (let from = 0; from < columns.length; ) {
    const column = columns[from] as number
    let end = from + 1
    while (columns[end] === column) end += 1
    const weight = (1 + Math.log(end - from)) * (idf[column] as number)
    index[size] = column
    value[size] = weight
    norm += weight * weight
    size += 1
    from = end
  }
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0
  for (let at = 0; at < size; at += 1) value[at] = (value[at] as number) * scale
  return { index: index.slice(0, size), value: value.slice(0, size) }
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
