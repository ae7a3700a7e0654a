import { bigrams } from '../../kb/language/ngrams.ts'
import type { Evidence } from '../proposal/proposal.ts'
import type { RuleHit } from './lexicon.ts'

/** A value of a rule's outcome as a string; YAML reads `119` as a number. */
export function stringOf({ rule }: RuleHit, key: string): string | null {
  const value = rule.outcome[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

export interface RuleSource {
  lexicon: string
  original: string
}

/** Evidence of a rule that fired: the reference names lexicon, rule and, if any, the statutory channel. */
export function hitEvidence(
  hit: RuleHit,
  { lexicon, original }: RuleSource,
  about: Evidence['for'] = 'triage',
): Evidence {
  const channel = stringOf(hit, 'channel')
  return {
    for: about,
    source: 'lexicon',
    ref: [lexicon, hit.rule.id, channel].filter(Boolean).join('/'),
    text: original.slice(...hit.span),
    span: hit.span,
    why: hit.rule.why,
  }
}

/** What an outcome was told apart from; the reference ends with a question mark. */
const apart = (evidence: Evidence, why: string): Evidence => ({
  ...evidence,
  ref: `${evidence.ref}?`,
  why,
})

/** Whether a line says what the outcome is not. */
export function isToldApart({ ref }: Pick<Evidence, 'ref'>): boolean {
  return ref.endsWith('?')
}

/** A rule whose exception holds. */
export function missEvidence(hit: RuleHit, source: RuleSource): Evidence {
  return apart(hitEvidence(hit, source), `像“${hit.rule.why}”，但属于其例外，未按此处理`)
}

/** A branch that applies too, and comes later in the order of the policy. */
export function behind(evidence: Evidence): Evidence {
  return isToldApart(evidence)
    ? evidence
    : apart(evidence, `也像“${evidence.why}”，按先后次序未按此处理`)
}

/** A rule that fired on words which sound nothing like its examples. */
export function deniedEvidence(evidence: Evidence): Evidence {
  return apart(evidence, `像“${evidence.why}”，但整句与不紧急的例句更接近，未按此处理`)
}

/** Of the things that only sound like it, the one that is nearest to the citizen's words; null where nobody wrote any. */
export function contrastEvidence(
  evidence: Evidence,
  { words, others }: { words: string; others: readonly string[] },
): Evidence | null {
  const own = new Set(bigrams(words))
  const share = (text: string) => {
    const pairs = bigrams(text)
    return pairs.filter((pair) => own.has(pair)).length / Math.max(1, pairs.length)
  }
  const [first, ...rest] = others
  if (first === undefined) return null
  let nearest = { text: first, share: share(first) }
  for (const text of rest) {
    const found = share(text)
    if (found > nearest.share) nearest = { text, share: found }
  }
  return apart(
    { ...evidence, text: '', span: null },
    `区别于“${nearest.text}”这样的说法：那不按此处理`,
  )
}
