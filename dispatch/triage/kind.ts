import type { RequestKind } from '../../db/packs/pack.ts'
import { requestKinds } from '../../db/packs/pack.ts'
import type { Evidence } from '../proposal/proposal.ts'
import { kindCues } from './kind-cues.ts'

export interface KindDecision {
  kind: RequestKind
  /** How far the best kind is ahead of the next, in cue weights. */
  lead: number
  evidence: Evidence | null
}

/** The class's usual kind is worth one clear cue: most people name the matter and not the act. */
const priorWeight = 1.8

/**
 * To report, to propose and to praise are acts that show in the words; a class where many do so makes a bare
 * description ("门口有人占道") no more than a complaint.
 */
const actShare: Partial<Record<RequestKind, number>> = {
  tip_off: 0.45,
  suggestion: 0.3,
  commendation: 0.8,
}

/**
 * The kind of a request (R2) from what the citizen does with words, with the usual kind of the class as prior.
 * `words` is normalised, `original` has the same length.
 */
export function decideKind(options: {
  words: string
  original: string
  /** How likely each kind is by the classes that the text may belong to. */
  usual: ReadonlyMap<RequestKind, number>
}): KindDecision {
  const { words, original, usual } = options
  const scores = priorScores(usual)
  const strongest = new Map<RequestKind, { weight: number; span: [number, number] }>()
  for (const { kind, pattern, weight } of kindCues) {
    const match = pattern.exec(words)
    if (!match) continue
    scores.set(kind, (scores.get(kind) ?? 0) + weight)
    if (weight > (strongest.get(kind)?.weight ?? 0))
      strongest.set(kind, { weight, span: [match.index, match.index + match[0].length] })
  }
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || order(a[0]) - order(b[0]))
  const [best, next] = ranked
  const kind = best && best[1] > 0 ? best[0] : 'complaint'
  const found = strongest.get(kind)
  return {
    kind,
    lead: (best?.[1] ?? 0) - (next?.[1] ?? 0),
    evidence: found ? kindEvidence(kind, original, found.span) : null,
  }
}

function priorScores(usual: ReadonlyMap<RequestKind, number>): Map<RequestKind, number> {
  const scores = new Map<RequestKind, number>(requestKinds.map((kind) => [kind, 0]))
  const add = (kind: RequestKind, score: number) =>
    scores.set(kind, (scores.get(kind) ?? 0) + score)
  for (const [kind, p] of usual) {
    const share = actShare[kind] ?? 1
    add(kind, p * priorWeight * share)
    add('complaint', p * priorWeight * (1 - share))
  }
  return scores
}

/** In a tie the kind that obliges a unit to act comes first. */
const preference: RequestKind[] = [
  'complaint',
  'assistance',
  'tip_off',
  'inquiry',
  'suggestion',
  'commendation',
]
const order = (kind: RequestKind) => preference.indexOf(kind)

export const kindNames: Record<RequestKind, string> = {
  inquiry: '咨询',
  assistance: '求助',
  complaint: '投诉',
  tip_off: '举报',
  suggestion: '建议',
  commendation: '表扬',
}

function kindEvidence(kind: RequestKind, original: string, span: [number, number]): Evidence {
  return {
    for: 'kind',
    source: 'lexicon',
    ref: `kind/${kind}`,
    text: original.slice(...span),
    span,
    why: `按市民的表达判为${kindNames[kind]}（R2）`,
  }
}
