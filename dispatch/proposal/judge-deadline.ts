import type { CatalogueMatch } from '../catalogue/match-catalogue.ts'
import { type DeadlineDecision, decideDeadline } from '../deadline/deadline-class.ts'
import { inherited } from '../taxonomy/taxonomy.ts'
import { matchLexicon, type PreparedText } from '../triage/lexicon.ts'
import { hitEvidence } from '../triage/triage.ts'
import type { Engine } from './engine.ts'
import type { Evidence } from './proposal.ts'

/** The lexicons of the pack that speed a request up or give it more time. */
const lexiconNames = { hazard: 'hazard-2h', outage: 'outage-24h', complex: 'complex-15d' } as const

export interface JudgedDeadline extends DeadlineDecision {
  evidence: Evidence | null
}

/** Gathers what bears on the deadline from lexicons, catalogue line and class; `decideDeadline` decides. */
export function judgeDeadline(
  engine: Engine,
  demand: {
    input: { original: string }
    text: PreparedText
    code: string
    match: CatalogueMatch | undefined
  },
): JudgedDeadline {
  const { text, code, match } = demand
  const find = (lexicon: string): Evidence | null => {
    const [hit] = matchLexicon(engine.lexicons.get(lexicon) ?? [], text).hits
    return hit ? hitEvidence(hit, { lexicon, original: demand.input.original }, 'deadline') : null
  }
  const hazard = find(lexiconNames.hazard)
  const outage = find(lexiconNames.outage)
  const complex = find(lexiconNames.complex)
  const decision = decideDeadline({
    hazard,
    outage,
    complex,
    line: match ? { deadline: match.entry.deadline, line: match.entry.line } : null,
    classDeadline: inherited(engine.taxonomy, code, 'deadline'),
    className: engine.taxonomy.byCode.get(code)?.name ?? '',
  })
  const evidence = { '2h': hazard, '24h': outage, '7d': null, '15d': complex }[decision.deadline]
  return { ...decision, evidence }
}
