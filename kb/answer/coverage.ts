import type { Topic } from './understand-question.ts'

/** Half of a long word's pairs do not make the word. */
const PARTIAL = 0.7

/** How much of one word a normalised text says: the word, one of its synonyms, or a part of its character pairs. */
export function coveredShare(word: string, text: string): number {
  if (text.includes(word)) return 1
  const chars = Array.from(word)
  if (chars.length < 3) return 0
  const pairs = chars.slice(1).map((char, i) => `${chars[i]}${char}`)
  return (PARTIAL * pairs.filter((pair) => text.includes(pair)).length) / pairs.length
}

/**
 * How much of what a question (or another text) is about stands in a normalised text, 0..1, weighted by how much each word says. A word that
 * the article never uses ("摩托车" asked of an article on cars) is the best sign of a wrong answer.
 */
export function topicCoverage(
  topics: readonly Topic[],
  text: string,
  synonymsOf: (word: string) => string[],
): number {
  let covered = 0
  let total = 0
  for (const { word, weight } of topics) {
    const shares = [word, ...synonymsOf(word)].map((w) => coveredShare(w, text))
    covered += weight * Math.max(...shares)
    total += weight
  }
  return total === 0 ? 0 : covered / total
}
