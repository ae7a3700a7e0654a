import type { Evidence } from '../proposal/proposal.ts'
import { type Lexicon, matchLexicon, prepareText } from '../triage/lexicon.ts'
import { hitEvidence, stringOf } from '../triage/rule-evidence.ts'

export interface Respondent {
  /** Value of `when_respondent` (db/packs/README.md). */
  kind: string
  evidence: Evidence
}

/** The lexicon of the pack that names parties; its earlier rules win: a school's canteen is the school. */
export const respondentLexicon = 'respondents'

/** The party complained about (被诉求主体), by the citizen's own words at their own offsets. */
export function detectRespondent(
  lexicon: Lexicon | undefined,
  words: string,
  original: string,
): Respondent | null {
  const [hit] = lexicon ? matchLexicon(lexicon, prepareText(words)).hits : []
  if (!hit) return null
  const evidence = hitEvidence(hit, { lexicon: respondentLexicon, original }, 'respondent')
  const kind = stringOf(hit, 'respondent') ?? hit.rule.id
  return { kind, evidence: { ...evidence, ref: `respondent/${kind}` } }
}
