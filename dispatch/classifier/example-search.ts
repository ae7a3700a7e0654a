import type { SparseVector } from './features.ts'

/** Finds the training texts that share the most weight with a text, by an inverted index. */
export interface ExampleSearch {
  /** Cosine of every text that shares a column, by row. */
  cosines(vector: SparseVector): Map<number, number>
}

interface Posting {
  row: number
  value: number
}

/** The vectors are unit vectors, so that the sum of products is the cosine. */
export function createExampleSearch(vectors: readonly SparseVector[]): ExampleSearch {
  const postings = new Map<number, Posting[]>()
  for (const [row, { index, value }] of vectors.entries()) {
    for (const [at, column] of index.entries()) {
      const posting = { row, value: value[at] ?? 0 }
      const list = postings.get(column)
      if (list) list.push(posting)
      else postings.set(column, [posting])
    }
  }
  return {
    cosines({ index, value }) {
      const found = new Map<number, number>()
      for (const [at, column] of index.entries()) {
        const own = value[at] ?? 0
        for (const { row, value: other } of postings.get(column) ?? [])
          found.set(row, (found.get(row) ?? 0) + own * other)
      }
      return found
    },
  }
}
