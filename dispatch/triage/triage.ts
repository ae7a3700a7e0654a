import type { Pack } from '../../db/packs/pack.ts'
import type { Evidence, TriageOutcome } from '../proposal/proposal.ts'
import {
  compileLexicon,
  type Lexicon,
  type LexiconResult,
  matchLexicon,
  type PreparedText,
  type RuleHit,
} from './lexicon.ts'
import { triageOrder } from './triage-policy.ts'

/** All lexicons of a pack, compiled once, by name. */
export type Lexicons = ReadonlyMap<string, Lexicon>

export function compileLexicons(pack: Pick<Pack, 'lexicons'>): Lexicons {
  return new Map(
    Object.entries(pack.lexicons).map(([name, rules]) => [name, compileLexicon(rules)]),
  )
}

export interface TriageResult {
  /** Null when no special case of R11 applies: the request is answered or dispatched. */
  outcome: Exclude<TriageOutcome, 'inquiry' | 'dispatch'> | null
  article: string | null
  /** 110, 119, 120 or 122 for an emergency. */
  number: string | null
  /** What the rules say beyond the outcome, for example `{ channel: 'court' }`. */
  details: Record<string, unknown>
  evidence: Evidence[]
}

const nothing: LexiconResult = { hits: [], nearMisses: [] }

/**
 * Decides the special cases of R11 in the order of the policy, on the citizen's words alone. Each outcome
 * carries its article and the words it rests on; near misses are kept beside it, so that a person sees what
 * was told apart. Pure, and under a millisecond for a message.
 */
export function decideTriage(
  lexicons: Lexicons,
  text: PreparedText,
  original: string,
): TriageResult {
  const nearMisses: Evidence[] = []
  for (const { outcome, article, lexicon } of triageOrder) {
    const rules = lexicons.get(lexicon)
    const { hits, nearMisses: near } = rules ? matchLexicon(rules, text) : nothing
    const [first] = hits
    if (first) {
      const evidence = hits.slice(0, 3).map((hit) => hitEvidence(hit, { lexicon, original }))
      return {
        outcome,
        article: stringOf(first, 'article') ?? article,
        number: outcome === 'emergency' ? (stringOf(first, 'number') ?? '110') : null,
        details: Object.assign({}, ...hits.map(({ rule }) => rule.outcome), first.rule.outcome),
        evidence: [...evidence, ...nearMisses],
      }
    }
    nearMisses.push(...near.slice(0, 1).map((hit) => missEvidence(hit, { lexicon, original })))
  }
  return { outcome: null, article: null, number: null, details: {}, evidence: nearMisses }
}

/** A value of a rule's outcome as a string; YAML reads `119` as a number. */
export function stringOf({ rule }: RuleHit, key: string): string | null {
  const value = rule.outcome[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

interface Source {
  lexicon: string
  original: string
}

/** Evidence of a rule that fired: the reference names lexicon, rule and, if any, the statutory channel. */
export function hitEvidence(
  hit: RuleHit,
  { lexicon, original }: Source,
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

function missEvidence(hit: RuleHit, source: Source): Evidence {
  const evidence = hitEvidence(hit, source)
  return {
    ...evidence,
    ref: `${evidence.ref}?`,
    why: `像“${hit.rule.why}”，但属于其例外，未按此处理`,
  }
}
