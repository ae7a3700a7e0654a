import type { Article } from '../../db/packs/pack.ts'
import { bigrams, unigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'
import { type Entry, entriesOf, statedText } from './article-entries.ts'
import { type Bm25Index, createBm25Builder } from './bm25.ts'
import type { Steps } from './sliced.ts'

/** Pieces of articles, their text indexed, in one generation: never changed, only replaced as a whole. */
export interface LexicalIndex {
  entries: readonly Entry[]
  /** The same as numbers, because every search walks through them: the article of a piece, and whether it asks. */
  owners: Int32Array
  asks: Uint8Array
  /** The first passage of every article; -1 where it has none. */
  openings: Int32Array
  /** BM25 over question forms and passages (by entry), and over whole articles. */
  pieces: Bm25Index
  wholes: Bm25Index
  /** Where the pieces of an article stand in `entries`. */
  rowsOf(article: number): number[]
}

/** Single characters only for a query of one bigram or none: for longer ones they measured worse. */
export function queryTokens(text: string): string[] {
  const pairs = bigrams(text)
  return pairs.length > 1 ? pairs : [...pairs, ...unigrams(text)]
}

/** Indexes articles one by one; a long list can be interrupted after each. */
export function* indexWords(articles: readonly Article[]): Steps<LexicalIndex> {
  const pieces = createBm25Builder({ rarity: 1.5 })
  const wholes = createBm25Builder({ rarity: 1.5 })
  const entries: Entry[] = []
  const starts: number[] = []
  for (const [position, article] of articles.entries()) {
    starts.push(entries.length)
    for (const entry of entriesOf(article, position)) {
      const plain = normaliseText(entry.text)
      // Single characters of passages are found through the whole article: half the memory.
      const single = entry.kind === 'question' ? unigrams(plain) : []
      pieces.add([...bigrams(plain), ...single])
      entries.push(entry)
    }
    const whole = normaliseText(statedText(article))
    wholes.add([...bigrams(whole), ...unigrams(whole)])
    yield
  }
  const openings = new Int32Array(articles.length).fill(-1)
  for (let row = entries.length - 1; row >= 0; row -= 1) {
    const entry = entries[row]
    if (entry?.kind === 'passage') openings[entry.article] = row
  }
  return {
    entries,
    openings,
    owners: Int32Array.from(entries, (entry) => entry.article),
    asks: Uint8Array.from(entries, (entry) => (entry.kind === 'question' ? 1 : 0)),
    pieces: pieces.finish(),
    wholes: wholes.finish(),
    rowsOf: (article) => {
      const from = starts[article] ?? 0
      const to = starts[article + 1] ?? entries.length
      return Array.from({ length: to - from }, (_, i) => from + i)
    },
  }
}
