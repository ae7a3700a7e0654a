import type { PlaceCandidate } from '../../dispatch/proposal/proposal.ts'
import { PLACE_PREFIX } from './choices.ts'
import type { QuickReply } from './turn.ts'

const MOST_PLACES = 5

/** Candidates as offers, each official name once: the label is what the address becomes. */
export function placeOptions(candidates: readonly PlaceCandidate[]): QuickReply[] {
  const labels = new Map<string, string>()
  for (const c of candidates) {
    const label = [c.subdistrict ?? c.district, c.community].filter(Boolean).join(' ')
    if (label !== '' && !labels.has(label)) labels.set(label, `${PLACE_PREFIX}${c.code}`)
  }
  return [...labels].slice(0, MOST_PLACES).map(([label, value]) => ({ label, value }))
}
