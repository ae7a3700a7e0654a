import type { Pack } from '../../db/packs/pack.ts'
import { emergencyNetOf } from './emergency-net.ts'
import { compileLexicon, matchLexicon, prepareText } from './lexicon.ts'

/** Whether a text tells of an emergency, by the city's rules or the net behind them (R11-1). For callers that need no more of the triage. */
export function createEmergencyCheck(pack: Pack): (text: string) => boolean {
  const lexicon = compileLexicon(pack.lexicons['emergency'])
  const net = emergencyNetOf(pack)
  return (text) => {
    const prepared = prepareText(text)
    const { hits, nearMisses } = matchLexicon(lexicon, prepared)
    const [first] = hits
    if (first) return !(net?.denies(prepared.words, first.span) ?? false)
    return (net?.catch(prepared.words, { excused: nearMisses.length > 0 }) ?? null) !== null
  }
}
