import type { Classification } from '../classifier/create-classifier.ts'
import { classFlags, collectFlags, type Flags } from '../triage/flags.ts'
import { matchLexicon, type PreparedText } from '../triage/lexicon.ts'
import type { TriageResult } from '../triage/triage.ts'
import type { Engine } from './engine.ts'

/** Lexicons whose rules raise flags instead of deciding a branch. */
const lexicon = 'flags'

/** Risk signs of the words and of what they are about (R29); `emergency` and `abuse` follow from the triage. */
export function raiseFlags(
  engine: Engine,
  demand: {
    text: PreparedText
    original: string
    triage: TriageResult
    classes: Pick<Classification, 'p'>
  },
): Flags {
  const rules = engine.lexicons.get(lexicon) ?? []
  const said = collectFlags(matchLexicon(rules, demand.text), {
    lexicon,
    original: demand.original,
  })
  const meant = classFlags(rules, demand.classes.p, engine.taxonomy).filter(
    ({ flag }) => !said.flags.includes(flag),
  )
  const found: Flags = {
    flags: [...said.flags, ...meant.map(({ flag }) => flag)],
    evidence: [...said.evidence, ...meant.map(({ evidence }) => evidence)],
  }
  const { outcome, details } = demand.triage
  if (outcome === 'emergency') found.flags.unshift('emergency')
  if (details['subject'] === 'abuse' || details['flag'] === 'abuse') found.flags.push('abuse')
  return found
}
