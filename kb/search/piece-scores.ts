import type { Entry } from './article-entries.ts'
import type { LexicalIndex } from './lexical-index.ts'

/** Scores of every article, one array each; cosines are null without vectors. */
export interface ArticleScores {
  /** BM25 of the article's best passage, of its best question form, and of the whole article. */
  passage: Float32Array
  form: Float32Array
  whole: Float32Array
  /** Best cosine of a passage, of a question form, and the mean of the three best question forms. */
  passageCosine: Float32Array | null
  formCosine: Float32Array | null
  formsCosine: Float32Array | null
}

/** Question forms beyond these say nothing more: an article with many forms must not win by their number. */
const NEAREST_FORMS = 3

interface PieceScores {
  whole: Float32Array
  /** One value for every entry. */
  pieces: Float32Array
  cosines: Float32Array | null
  hidden?: (entry: Entry) => boolean
}

/** Keeps the three largest values of each article, descending. */
function insertLargest(top: Float32Array, article: number, found: number): void {
  let value = found
  for (let slot = article * NEAREST_FORMS, end = slot + NEAREST_FORMS; slot < end; slot += 1) {
    const held = top[slot] as number
    if (value <= held) continue
    top[slot] = value
    value = held
  }
}

interface Wanted {
  asks: 0 | 1
  size: number
  hidden?: ((entry: Entry) => boolean) | undefined
}

/** The best value of each article's pieces of one kind. */
function bestOf(words: LexicalIndex, values: Float32Array, wanted: Wanted): Float32Array {
  const { owners, asks, entries } = words
  const best = new Float32Array(wanted.size)
  for (let row = 0; row < owners.length; row += 1) {
    const value = values[row] as number
    const article = owners[row] as number
    if (asks[row] !== wanted.asks || value <= (best[article] as number)) continue
    if (!wanted.hidden?.(entries[row] as Entry)) best[article] = value
  }
  return best
}

/** The nearest question forms of each article, three each. */
function nearestForms(words: LexicalIndex, cosines: Float32Array, wanted: Wanted): Float32Array {
  const { owners, asks, entries } = words
  const nearest = new Float32Array(wanted.size * NEAREST_FORMS)
  for (let row = 0; row < owners.length; row += 1) {
    const value = cosines[row] as number
    if (asks[row] === 0 || value <= 0 || wanted.hidden?.(entries[row] as Entry)) continue
    insertLargest(nearest, owners[row] as number, value)
  }
  return nearest
}

/** Groups the scores of pieces to their articles. */
export function scorePieces(words: LexicalIndex, scores: PieceScores): ArticleScores {
  const { whole, pieces, cosines, hidden } = scores
  const size = whole.length
  const passages: Wanted = { asks: 0, size }
  const questions: Wanted = { asks: 1, size, hidden }
  const passage = bestOf(words, pieces, passages)
  const form = bestOf(words, pieces, questions)
  if (cosines === null) {
    return { passage, form, whole, passageCosine: null, formCosine: null, formsCosine: null }
  }
  const nearest = nearestForms(words, cosines, questions)
  const formsCosine = whole.map((_, i) => {
    const at = i * NEAREST_FORMS
    return ((nearest[at] ?? 0) + (nearest[at + 1] ?? 0) + (nearest[at + 2] ?? 0)) / NEAREST_FORMS
  })
  return {
    passage,
    form,
    whole,
    passageCosine: bestOf(words, cosines, passages),
    formCosine: whole.map((_, i) => nearest[i * NEAREST_FORMS] ?? 0),
    formsCosine,
  }
}
