import { collectFlags, type Flags } from '../triage/flags.ts'
import { matchLexicon, type PreparedText } from '../triage/lexicon.ts'
import type { TriageResult } from '../triage/triage.ts'
import type { Engine } from './engine.ts'

/** Lexicons whose rules raise flags instead of deciding a branch. */
const lexicon = 'flags'

/** Risk signs of the words (R29); `emergency` and `abuse` follow from the triage. */
export function raiseFlags(
  engine: Engine,
  demand: { text: PreparedText; original: string; triage: TriageResult },
): Flags {
  const result = matchLexicon(engine.lexicons.get(lexicon) ?? [], demand.text)
  const found = collectFlags(result, { lexicon, original: demand.original })
  const { outcome, details } = demand.triage
  if (outcome === 'emergency') found.flags.unshift('emergency')
  if (details['subject'] === 'abuse' || details['flag'] === 'abuse') found.flags.push('abuse')
  return found
}
