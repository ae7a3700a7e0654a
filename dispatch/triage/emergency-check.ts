import type { Pack } from '../../db/packs/pack.ts'
import { compileLexicon, matchLexicon, prepareText } from './lexicon.ts'

/** Whether a text tells of an emergency by the city's lexicon (R11-1); under a millisecond. For callers that need no more of the triage. */
export function createEmergencyCheck(pack: Pick<Pack, 'lexicons'>): (text: string) => boolean {
  const lexicon = compileLexicon(pack.lexicons['emergency'])
  return (text) => matchLexicon(lexicon, prepareText(text)).hits.length > 0
}
