import type { Deadline, RequestKind } from '../../db/packs/pack.ts'
import type { CatalogueMatch } from '../catalogue/match-catalogue.ts'
import { type DeadlineDecision, decideDeadline } from '../deadline/deadline-class.ts'
import { inherited } from '../taxonomy/taxonomy.ts'
import { matchLexicon, type PreparedText } from '../triage/lexicon.ts'
import { hitEvidence, stringOf } from '../triage/rule-evidence.ts'
import type { Engine } from './engine.ts'
import type { Evidence } from './proposal.ts'
import type { ClassShare } from './vote-units.ts'

/** What has stopped: water, power, gas, heat and the like. */
export const outageLexicon = 'utilities-outage'

/** The lexicons of the pack that speed a request up or give it more time. */
const lexicons = {
  hazard: { lexicon: 'hazard-2h', deadline: '2h' },
  outage: { lexicon: outageLexicon, deadline: '24h' },
  complex: { lexicon: 'complex-15d', deadline: '15d' },
} as const

export interface JudgedDeadline extends DeadlineDecision {
  evidence: Evidence | null
}

export interface DeadlineInput {
  found: {
    input: { original: string }
    text: PreparedText
    kind: { kind: RequestKind }
    shares: readonly ClassShare[]
  }
  match: CatalogueMatch | undefined
}

/** Gathers what bears on the deadline from lexicons, catalogue line and classes; `decideDeadline` decides. */
export function judgeDeadline(engine: Engine, { found, match }: DeadlineInput): JudgedDeadline {
  const find = (name: keyof typeof lexicons) => findWords(engine, found, lexicons[name])
  const asks = isPlea(found.kind.kind)
  const hazard = asks ? find('hazard') : null
  const outage = asks || found.kind.kind === 'inquiry' ? find('outage') : null
  const complex = find('complex')
  const usual = likelyDeadline(engine, found.shares)
  const calm = (deadline: Deadline | undefined) =>
    asks || !isShort(deadline) ? deadline : undefined
  const decision = decideDeadline({
    hazard,
    outage,
    complex,
    line: match ? { deadline: calm(match.entry.deadline), line: match.entry.line } : null,
    classDeadline: calm(usual.deadline),
    className: usual.name,
  })
  const evidence = { '2h': hazard, '24h': outage, '7d': null, '15d': complex }[decision.deadline]
  return { ...decision, evidence }
}

/** Kinds that ask for something to be done: a suggestion, praise or a question has no two hours. */
const pleas: readonly RequestKind[] = ['assistance', 'complaint', 'tip_off']

export const isPlea = (kind: RequestKind): boolean => pleas.includes(kind)

const isShort = (deadline: Deadline | undefined) => deadline === '2h' || deadline === '24h'

function findWords(
  engine: Engine,
  found: DeadlineInput['found'],
  { lexicon, deadline }: { lexicon: string; deadline: Deadline },
): Evidence | null {
  const { hits } = matchLexicon(engine.lexicons.get(lexicon) ?? [], found.text)
  const hit = hits.find((rule) => (stringOf(rule, 'deadline') ?? deadline) === deadline)
  return hit ? hitEvidence(hit, { lexicon, original: found.input.original }, 'deadline') : null
}

/** The deadline on which the classes in question agree most; what no class claims counts for the ordinary one. */
function likelyDeadline(
  engine: Engine,
  shares: readonly ClassShare[],
): { deadline: Deadline | undefined; name: string } {
  const sums = new Map<Deadline | undefined, number>([[undefined, 0.15]])
  for (const { code, p } of shares) {
    const deadline = inherited(engine.taxonomy, code, 'deadline')
    sums.set(deadline, (sums.get(deadline) ?? 0) + p)
  }
  const [best] = [...sums].sort((a, b) => b[1] - a[1])
  const deadline = best?.[0]
  const owner = shares.find(({ code }) => inherited(engine.taxonomy, code, 'deadline') === deadline)
  return { deadline, name: engine.taxonomy.byCode.get(owner?.code ?? '')?.name ?? '' }
}
