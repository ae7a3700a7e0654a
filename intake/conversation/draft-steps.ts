import type { TriageOutcome } from '../../dispatch/proposal/proposal.ts'
import { findOwnContact } from './contact.ts'
import {
  addWords,
  type Contact,
  type Draft,
  draftCard,
  emptyContent,
  NEVER_AGAIN,
  type Spoken,
} from './draft.ts'
import { noteElement } from './elements.ts'
import { readWish, refusesContact } from './intent.ts'
import { withPin } from './pin.ts'
import { isReady, summaryTurn, withoutOpen } from './several-drafts.ts'
import {
  type Context,
  type Incoming,
  type InDraft,
  revise,
  type Step,
  wait,
  withState,
} from './step.ts'
import { makeTurn, type Turn } from './turn.ts'

/** Steps that several decisions share. */

export function said(message: Incoming): Spoken {
  return { message_id: message.id, text: message.masked }
}

/** The citizen's own phone in free text saves the question for it; what was given before stays. */
function ownContact(message: Incoming, known: Contact | null): Contact | null {
  if (known) return known
  const found = findOwnContact(message.text)
  return found ? { ...found, message_id: message.id } : null
}

/** What the words say of oneself beside the matter: no phone wanted, keep my name out of it (R8). */
function heedWishes(draft: Draft, message: Incoming): Draft {
  const wish = draft.content.confidential ?? readWish(message.text)
  const content = { ...draft.content, confidential: wish }
  const declined = draft.contact === null && refusesContact(message.text)
  return declined ? giveUpAsking({ ...draft, content }, 'contact') : { ...draft, content }
}

/** A draft with these words and nothing else. */
export function makeDraft(
  id: string,
  words: readonly Spoken[],
  { message, despite = null }: { message: Incoming; despite?: TriageOutcome | null },
): Draft {
  const content = words.reduce(addWords, emptyContent())
  const contact = ownContact(message, null)
  const draft = { id, version: 1, proposalId: null, contact, content: { ...content, despite } }
  return heedWishes(draft, message)
}

/** "两个事，一是…" and "二是…" count; the matter begins behind them. */
function withoutCount(text: string): string {
  return text
    .trim()
    .replace(/^[，,、；;。\s]+/u, '')
    .replace(
      /^(?:我?(?:有|说|想|要)?(?:反映|投诉|说)?[两二三几][个件](?:事情?|问题)[，,：:]?)/u,
      '',
    )
    .replace(
      /^(?:[一二三四五]是|第[一二三四五](?:[个件](?:事情?|问题)?)?[，,、：:是]?|另外[，,]?)/u,
      '',
    )
    .replace(/[，,、；;\s]+$/u, '')
}

/** Two demands become two drafts, each with its own words and the place that was named for both. */
function makeParts({ heard, message, newDraftId }: Context): Draft[] {
  const parts = heard.proposal?.parts ?? []
  return parts.map((part, index) => {
    const text = withoutCount(part.text)
    const draft = makeDraft(newDraftId(index), [{ message_id: message.id, text }], { message })
    const matched = part.place.candidates[0]?.matched ?? ''
    const named = matched !== '' && text.includes(matched)
    const place = [part.place.subdistrict ?? part.place.district, part.place.community]
    const known = place.filter(Boolean).join(' ')
    if (named || known === '') return draft
    return noteElement(draft, { name: 'address', value: known, message })
  })
}

/** Opens a draft (or one for each demand) with these words; nothing is filed before the citizen confirms the summary. */
export function openDraft(
  context: Context,
  words: readonly Spoken[],
  despite: TriageOutcome | null = null,
): Step {
  const { standing, message, newDraftId, say } = context
  const fresh = withState(standing, {
    offer: null,
    pending: null,
    progress_asked: false,
    pin: null,
  })
  const pin = message.pin ?? standing.state.pin
  const parts = despite === null && words.length === 1 ? makeParts(context) : []
  const [first, ...more] = parts
  if (!first || more.length === 0) {
    const draft = makeDraft(newDraftId(0), words, { message, despite })
    return revise(fresh, withPin(draft, pin))
  }
  const turns = [makeTurn(say('draft.several', { count: parts.length }))]
  return revise({ ...fresh, parked: [...standing.parked, ...more] }, withPin(first, pin), { turns })
}

/** What was said belongs to the matter: it goes into the description. */
export function extendDraft(standing: InDraft, message: Incoming): Step {
  const content = addWords(standing.draft.content, said(message))
  const contact = ownContact(message, standing.draft.contact)
  const draft = withPin({ ...standing.draft, contact, content }, message.pin)
  return revise(standing, heedWishes(draft, message))
}

/** The address in use; the one before it stays in the history of the elements. */
export function setAddress(standing: InDraft, text: string, message: Incoming): Step {
  return revise(standing, noteElement(standing.draft, { name: 'address', value: text, message }))
}

/** Not asked again: the citizen passed over it, or it cannot be read. */
export function giveUpAsking(draft: Draft, what: string): Draft {
  const asked = { ...draft.content.asked, [what]: NEVER_AGAIN }
  return { ...draft, content: { ...draft.content, asked } }
}

/** Gives the open draft up; another one that waits is shown again. */
export function giveUpDraft(standing: InDraft, say: Context['say']): Step {
  const gone = standing.draft
  const next = withoutOpen(withState(standing, { offer: null }), false)
  const effects = [{ type: 'discard' as const, draftId: gone.id }]
  const turns = [discardedTurn(gone, say)]
  if (!next.draft) return wait({ ...next }, turns, effects)
  if (!isReady(next.draft)) return revise(next, next.draft, { turns, effects })
  const ready = [...next.parked.filter(isReady), next.draft]
  const again = summaryTurn(say, ready, say('ask.confirm_rest', { count: ready.length }))
  return wait(next, [...turns, again], effects)
}

/** The card says that it is closed, so that no window offers to confirm it. */
export function discardedTurn(draft: Draft, say: Context['say']): Turn {
  return makeTurn(say('draft.discarded'), { cards: [draftCard(draft, 'discarded', say)] })
}
