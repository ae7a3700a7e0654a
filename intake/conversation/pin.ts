import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import type { Pin } from '../protocol/chat-frames.ts'
import { choices, PLACE_PREFIX } from './choices.ts'
import type { Draft } from './draft.ts'
import { placeOptions } from './place-options.ts'
import { type InDraft, revise, type Step } from './step.ts'
import type { Say } from './texts.ts'
import { makeTurn } from './turn.ts'

/** A position that the citizen sends: it places what the words leave open, and a person confirms what was understood (R12). */

/** Counted with the questions; asked once. */
export const PIN_QUESTION = 'pin'

/** The draft with this position; a newer one takes the place of the older and is asked about anew. */
export function withPin(draft: Draft, pin: Pin | null | undefined): Draft {
  if (!pin) return draft
  const asked = { ...draft.content.asked, [PIN_QUESTION]: 0 }
  return { ...draft, content: { ...draft.content, pin: { ...pin, refused: false }, asked } }
}

/** What the understanding may use: not a position whose place the citizen has denied. */
export function usedPin({ content }: Draft): { lng: number; lat: number } | null {
  if (content.pin === null || content.pin.refused) return null
  const { lng, lat } = content.pin
  return { lng, lat }
}

/** The street or streets that the position gives, nearest first; empty where the words named the place themselves. */
export function placesOfPin(proposal: Proposal | null, pin: { lng: number; lat: number } | null) {
  if (!proposal || !pin) return []
  const mark = `${pin.lng},${pin.lat}`
  return placeOptions(proposal.place.candidates.filter(({ matched }) => matched === mark))
}

/** "Is it here?": what was understood of the position is shown and confirmed, once. */
export function askPin(draft: Draft, proposal: Proposal | null, say: Say) {
  if ((draft.content.asked[PIN_QUESTION] ?? 0) > 0 || draft.content.address !== null) return null
  const places = placesOfPin(proposal, usedPin(draft))
  const [first] = places
  if (!first) return null
  const text =
    places.length > 1 ? say('ask.pin_which') : say('ask.pin', { place: first.label.trim() })
  const quick_replies = [...places, { label: say('reply.pin_wrong'), value: choices.pinWrong }]
  return { what: PIN_QUESTION, turn: makeTurn(text, { asks: 'address', quick_replies }) }
}

/** The question that stands is the one about the position. */
export function asksAboutPin({ state }: InDraft): boolean {
  return state.options.some(({ value }) => value === choices.pinWrong)
}

/** The value of the place that a bare "yes" means: the nearest one. */
export function nearestOffered({ state }: InDraft): string | null {
  return state.options.find(({ value }) => value.startsWith(PLACE_PREFIX))?.value ?? null
}

/** "Not there": the point stays with the request for whoever goes there, and the place is asked in words. */
export function refusePin(standing: InDraft): Step {
  const { draft } = standing
  const pin = draft.content.pin === null ? null : { ...draft.content.pin, refused: true }
  return revise(standing, { ...draft, content: { ...draft.content, pin } })
}
