import { bigrams } from '../../kb/language/ngrams.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { hashText } from '../../kb/language/word-weights.ts'

/** A transcript of an hour would otherwise fill the index with small talk. */
const LONGEST = 2000

/**
 * What a request is found by: hashes of its character bigrams and numbers, as PostgreSQL integers. Of the sets that were
 * measured, bigrams find better than any word segmenter, and a hash keeps a citizen's words out of the index.
 */
export function requestTerms(text: string, address = ''): number[] {
  const words = normaliseText(`${text.slice(0, LONGEST)} ${address}`)
  return [...new Set(bigrams(words).map((token) => hashText(token) | 0))]
}
