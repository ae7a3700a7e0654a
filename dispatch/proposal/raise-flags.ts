import { collectFlags, type Flags } from '../triage/flags.ts'
import { matchLexicon, type PreparedText } from '../triage/lexicon.ts'
import type { Engine } from './engine.ts'
import type { ProposalPart } from './proposal.ts'

/** Lexicons whose rules raise flags instead of deciding a branch. */
const lexicon = 'flags'

/** Risk signs of the words (R29); `emergency` follows from the triage. */
export function raiseFlags(
  engine: Engine,
  demand: { text: PreparedText; original: string; triage: ProposalPart['triage'] },
): Flags {
  const result = matchLexicon(engine.lexicons.get(lexicon) ?? [], demand.text)
  const found = collectFlags(result, { lexicon, original: demand.original })
  if (demand.triage === 'emergency') found.flags.unshift('emergency')
  return found
}
