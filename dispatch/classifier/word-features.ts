import { normaliseText } from '../../kb/language/normalise.ts'
import { segment } from '../../kb/language/segment.ts'
import { createColumnVectoriser, type Vectoriser } from './features.ts'

const BITS = 17
/** Text with more spaces than this was cut into words already: its own cuts stand. */
const CUT_SHARE = 0.15

const isWord = (word: string) => /[\p{L}\p{N}]/u.test(word)

/** Whether a text was cut into words by spaces, as published collections often are. */
export function isCutText(text: string): boolean {
  const spaces = text.match(/\S\s+(?=\S)/g)?.length ?? 0
  return spaces > CUT_SHARE * text.length
}

/** A cut text joined again, so that it reads like any other; others are left alone. */
export function joinCutText(text: string): string {
  return isCutText(text) ? text.replace(/\s+/g, '') : text
}

/** The words of a text, digits as one sign. */
function wordsOf(text: string): string[] {
  const plain = normaliseText(text).replace(/\d/g, '0')
  const words = isCutText(plain) ? plain.split(/\s+/) : segment(plain)
  return words.filter(isWord)
}

/** FNV-1a, then mixed down to the mask. */
function hashWord(word: string, mask: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) & mask
}

/** Words as features beside the grams: they say less alone, and other things. */
export function createWordVectoriser(texts: readonly string[]): Vectoriser {
  return createColumnVectoriser(texts, BITS, (text, mask) =>
    Int32Array.from(wordsOf(text), (word) => hashWord(word, mask)).sort(),
  )
}
