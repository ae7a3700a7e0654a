import type { Evidence } from '../proposal/proposal.ts'
import type { LexiconResult } from './lexicon.ts'
import { hitEvidence, stringOf } from './rule-evidence.ts'

export interface Flags {
  flags: string[]
  evidence: Evidence[]
}

/** Signs of risk (R29): each rule of the pack's lexicon names the flag that it raises; each flag once, with its words. */
export function collectFlags(
  result: LexiconResult,
  source: { lexicon: string; original: string },
): Flags {
  const found: Flags = { flags: [], evidence: [] }
  for (const hit of result.hits) {
    const flag = stringOf(hit, 'flag') ?? hit.rule.id
    if (found.flags.includes(flag)) continue
    found.flags.push(flag)
    found.evidence.push(hitEvidence(hit, source, 'flag'))
  }
  return found
}
