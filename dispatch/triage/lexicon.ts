import type { LexiconRule } from '../../db/packs/pack.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { splitSentences } from '../../kb/language/sentences.ts'

/** A text cut into sentences once, for all lexicons. */
export interface PreparedText {
  /** Normalised, of the same length as the original. */
  words: string
  sentences: { text: string; start: number }[]
}

export interface RuleHit {
  rule: CompiledRule
  /** Offsets into the text that was given. */
  span: [number, number]
}

export interface LexiconResult {
  hits: RuleHit[]
  /** Rules that would have fired but for one of their exceptions: what the outcome was told apart from. */
  nearMisses: RuleHit[]
}

export interface CompiledRule {
  id: string
  outcome: Record<string, unknown>
  why: string
  /** What is said in other words and is not meant: the rule's own near misses. */
  nearMisses: readonly string[]
  any: RegExp[]
  all: RegExp[][]
  not: RegExp[]
  scope: LexiconRule['scope']
}

export type Lexicon = readonly CompiledRule[]

/** Characters that fold to a sign with a meaning in a pattern: `？` must stay a question mark, not "optional". */
const special = /[?()[\]{}|*+.^$\\]/

/**
 * Folds a pattern as the text is folded (`kb/language/normalise.ts`) and leaves its escapes alone: `\S` must
 * not become `\s`.
 */
export function normalisePattern(pattern: string): string {
  const parts = pattern.match(/\\(?:u[0-9a-fA-F]{4}|p\{[^}]*\}|P\{[^}]*\}|.)|[^\\]/gsu) ?? []
  return parts
    .map((part) => {
      if (part.startsWith('\\')) return part
      const folded = normaliseText(part)
      return folded !== part && special.test(folded) ? `\\${folded}` : folded
    })
    .join('')
}

function compilePattern(pattern: string): RegExp {
  return new RegExp(normalisePattern(pattern), 'u')
}

/** Compiles the rules of a lexicon once; a pattern that is no regular expression throws with its rule. */
export function compileLexicon(rules: readonly LexiconRule[] = []): Lexicon {
  return rules.map((rule) => {
    try {
      return {
        id: rule.id,
        outcome: rule.outcome,
        why: rule.why,
        nearMisses: rule.near_misses,
        any: rule.any.map(compilePattern),
        all: rule.all.map((group) => group.map(compilePattern)),
        not: rule.not.map(compilePattern),
        scope: rule.scope,
      }
    } catch (error) {
      throw new Error(`lexicon rule ${rule.id}: ${String(error)}`, { cause: error })
    }
  })
}

export function prepareText(text: string): PreparedText {
  const words = normaliseText(text)
  return { words, sentences: splitSentences(words) }
}

/** Every rule against every sentence (or the whole message, as the rule says). */
export function matchLexicon(lexicon: Lexicon, text: PreparedText): LexiconResult {
  const result: LexiconResult = { hits: [], nearMisses: [] }
  const whole = [{ text: text.words, start: 0 }]
  for (const rule of lexicon)
    for (const piece of rule.scope === 'message' ? whole : text.sentences)
      matchPiece(rule, piece, result)
  return result
}

function matchPiece(
  rule: CompiledRule,
  piece: PreparedText['sentences'][number],
  result: LexiconResult,
): void {
  const span = matchAll(rule, piece.text)
  if (!span) return
  const hit: RuleHit = { rule, span: [piece.start + span[0], piece.start + span[1]] }
  const excused = rule.not.some((pattern) => pattern.test(piece.text))
  const list = excused ? result.nearMisses : result.hits
  list.push(hit)
}

/** Where the rule's `any` matches, if each group of `all` does too. */
function matchAll(rule: CompiledRule, piece: string): [number, number] | null {
  for (const pattern of rule.any) {
    const match = pattern.exec(piece)
    if (!match) continue
    if (!rule.all.every((group) => group.some((other) => other.test(piece)))) return null
    return [match.index, match.index + match[0].length]
  }
  return null
}
