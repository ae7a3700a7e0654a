import type { Pack } from '../../db/packs/pack.ts'
import type { Evidence, TriageOutcome } from '../proposal/proposal.ts'
import { compileLexicon, type Lexicon, matchLexicon, type PreparedText } from './lexicon.ts'
import { behind, contrastEvidence, hitEvidence, missEvidence, stringOf } from './rule-evidence.ts'
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

/**
 * Decides the special cases of R11 in the order of the policy, on the citizen's words alone. Each outcome
 * carries its article, the words it rests on, and what it was told apart from: rules whose exception holds, branches that come
 * later, and what only sounds like it. Pure, and under a millisecond for a message.
 */
export function decideTriage(
  lexicons: Lexicons,
  text: PreparedText,
  original: string,
): TriageResult {
  const apart: Evidence[] = []
  for (const [at, { outcome, article, lexicon }] of triageOrder.entries()) {
    const { hits, nearMisses } = matchLexicon(lexicons.get(lexicon) ?? [], text)
    const source = { lexicon, original }
    apart.push(...nearMisses.slice(0, 1).map((hit) => missEvidence(hit, source)))
    const [first] = hits
    if (!first) continue
    const grounds = hits.slice(0, 3).map((hit) => hitEvidence(hit, source))
    const contrast = contrastEvidence(hitEvidence(first, source), {
      words: text.words,
      others: first.rule.nearMisses,
    })
    const behind = laterEvidence(lexicons, { text, original, from: at + 1 })
    return {
      outcome,
      article: stringOf(first, 'article') ?? article,
      number: outcome === 'emergency' ? (stringOf(first, 'number') ?? '110') : null,
      details: Object.assign({}, ...hits.map(({ rule }) => rule.outcome), first.rule.outcome),
      evidence: [...grounds, ...apart, ...behind, ...(contrast ? [contrast] : [])],
    }
  }
  return { outcome: null, article: null, number: null, details: {}, evidence: apart }
}

/** The branches behind the one that was found which apply too: one line each. */
function laterEvidence(
  lexicons: Lexicons,
  { text, original, from }: { text: PreparedText; original: string; from: number },
): Evidence[] {
  return triageOrder.slice(from).flatMap(({ lexicon }) =>
    matchLexicon(lexicons.get(lexicon) ?? [], text)
      .hits.slice(0, 1)
      .map((hit) => behind(hitEvidence(hit, { lexicon, original }))),
  )
}
