import type { SparseVector } from './features.ts'

/** Finds the training texts that share the most weight with a text, by an inverted index. */
export interface ExampleSearch {
  cosines(vector: SparseVector): RowCosines
}

export interface RowCosines {
  /** Rows that share a column with the text, in the order in which its columns name them. */
  rows: Int32Array
  /** Cosine of every row by its number; 0 where nothing is shared. */
  of: Float64Array
}

/** Postings one after another: those of `column` are `[start[column], start[column + 1])`. */
interface Postings {
  start: Int32Array
  row: Int32Array
  value: Float32Array
}

/**
 * The vectors are unit vectors, so that the sum of products is the cosine. One text meets some 100,000 postings, so they lie in plain
 * arrays: maps of objects took nine tenths of the time of a whole proposal.
 */
export function createExampleSearch(vectors: readonly SparseVector[]): ExampleSearch {
  const { start, row, value } = postingsOf(vectors)
  const last = start.length - 2
  return {
    cosines(vector) {
      const of = new Float64Array(vectors.length)
      const rows = new Int32Array(vectors.length)
      let met = 0
      for (let k = 0; k < vector.index.length; k += 1) {
        const column = vector.index[k] as number
        if (column > last) continue
        const own = vector.value[k] as number
        const end = start[column + 1] as number
        for (let at = start[column] as number; at < end; at += 1) {
          const found = row[at] as number
          const sum = of[found] as number
          // Weights are positive, so that only a row that nothing met yet stands at 0.
          if (sum === 0) {
            rows[met] = found
            met += 1
          }
          of[found] = sum + own * (value[at] as number)
        }
      }
      return { rows: rows.subarray(0, met), of }
    },
  }
}

function postingsOf(vectors: readonly SparseVector[]): Postings {
  let highest = -1
  for (const { index } of vectors) highest = Math.max(highest, index.at(-1) ?? -1)
  const start = new Int32Array(highest + 2)
  for (const { index } of vectors)
    for (const column of index) start[column + 1] = (start[column + 1] as number) + 1
  for (let column = 0; column <= highest; column += 1)
    start[column + 1] = (start[column + 1] as number) + (start[column] as number)
  const size = start[highest + 1] ?? 0
  const postings = { start, row: new Int32Array(size), value: new Float32Array(size) }
  const next = start.slice()
  for (const [row, { index, value }] of vectors.entries()) {
    for (let k = 0; k < index.length; k += 1) {
      const column = index[k] as number
      const at = next[column] as number
      postings.row[at] = row
      postings.value[at] = value[k] as number
      next[column] = at + 1
    }
  }
  return postings
}
