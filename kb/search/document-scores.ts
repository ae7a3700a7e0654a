import type { Article } from '../../db/packs/pack.ts'
import type { Bm25Index } from './bm25.ts'
import { type LexicalIndex, queryTokens } from './lexical-index.ts'
import type { ArticleScores } from './piece-scores.ts'
import { withoutAsking } from './question-words.ts'

/**
 * Whether articles are found by what they say alone: plain documents and replies, for which nobody wrote down the questions that they answer.
 */
export function arePlain(articles: readonly Article[]): boolean {
  return articles.every(({ questions }) => questions.length === 0)
}

/** What a plain document is looked for with: the question without its question words, unless nothing else is in it. */
export function matterTokens(text: string): string[] {
  const tokens = queryTokens(withoutAsking(text))
  return tokens.length > 1 ? tokens : queryTokens(text)
}

/**
 * Chosen on policy questions, on replies to citizens' messages and on the pack's own question forms asked of the articles' bodies, all
 * three together (docs/accuracy.md): everything near them is within a point.
 */
const weights = { whole: 1.8, passage: 0.2, nearest: 1.6, opening: 0.6 }

/**
 * Chosen on the pack's question forms, each asked without itself: with vectors the forms' meaning does the work of their words. First place
 * .834 instead of .744 with the judge's ranking, words alone .670 instead of .596.
 */
const formWeights = { words: 0.5, wordsAlone: 2, nearest: 2, several: 1 }

interface ReaderInput extends ArticleScores {
  /** What is looked for, without synonyms: no article says them all. */
  tokens: readonly string[]
  /** Cosine by entry; null without vectors. */
  cosines: Float32Array | null
}

/** Shares of the score that a document would have which says every word of the question, and nothing else, over and over. */
function scaleToIdeal(scores: Float32Array, index: Bm25Index, tokens: readonly string[]) {
  const ideal = index.ideal(tokens)
  return ideal === 0 ? scores : scores.map((score) => score / ideal)
}

/** The cosine of what a document opens with, its title or its first passage: an answer is given there at once, and a notice says what it is about. */
function openingCosines(words: LexicalIndex, cosines: Float32Array): Float32Array {
  const { openings, asks } = words
  return Float32Array.from(openings, (row) => {
    if (row < 0) return 0
    // A plain document asks nothing but its title, which stands right before its passages.
    const title = asks[row - 1] === 1 ? (cosines[row - 1] ?? 0) : 0
    return Math.max(0, title, cosines[row] ?? 0)
  })
}

/**
 * Scores of plain documents. Lexical scores are shares of the ideal and not of the best document's: where the question's words stand in
 * the documents they decide, and where answers put it in words of their own, the best of few shared words counts little beside the meaning.
 */
export function scoreDocuments(words: LexicalIndex, input: ReaderInput): Float32Array {
  const { tokens, passageCosine, cosines } = input
  const whole = scaleToIdeal(input.whole, words.wholes, tokens)
  const passage = scaleToIdeal(input.passage, words.pieces, tokens)
  const opening = cosines && openingCosines(words, cosines)
  return whole.map(
    (score, i) =>
      weights.whole * score +
      weights.passage * (passage[i] ?? 0) +
      weights.nearest * Math.max(0, passageCosine?.[i] ?? 0) +
      weights.opening * (opening?.[i] ?? 0),
  )
}

/** Scores of articles with question forms, for somebody who reads the list: what they say, and what they were written to answer. */
export function scoreArticles(words: LexicalIndex, input: ReaderInput): Float32Array {
  const { tokens, formCosine, formsCosine } = input
  const form = scaleToIdeal(input.form, words.pieces, tokens)
  const wordWeight = formCosine ? formWeights.words : formWeights.wordsAlone
  return scoreDocuments(words, input).map(
    (score, i) =>
      score +
      wordWeight * (form[i] ?? 0) +
      formWeights.nearest * Math.max(0, formCosine?.[i] ?? 0) +
      formWeights.several * Math.max(0, formsCosine?.[i] ?? 0),
  )
}
