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
import { type Context, type Incoming, revise, type Standing, type Step, wait } from './step.ts'
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

/** Opens a draft with these words; nothing is filed before the citizen confirms the summary. */
export function openDraft(
  { standing, message, newDraftId }: Context,
  words: readonly Spoken[],
  despite: TriageOutcome | null = null,
): Step {
  const content = words.reduce(addWords, emptyContent())
  const draft: Draft = {
    id: newDraftId,
    version: 1,
    proposalId: null,
    contact: ownContact(message, null),
    content: { ...content, despite },
  }
  return revise({ ...standing, state: { ...standing.state, offer: null } }, draft)
}

/** What was said belongs to the matter: it goes into the description. */
export function extendDraft(standing: Standing & { draft: Draft }, message: Incoming): Step {
  const content = addWords(standing.draft.content, said(message))
  const contact = ownContact(message, standing.draft.contact)
  return revise(standing, { ...standing.draft, contact, content })
}

export function setAddress(
  standing: Standing & { draft: Draft },
  text: string,
  messageId: string,
): Step {
  const content = { ...standing.draft.content, address: { text, message_id: messageId } }
  return revise(standing, { ...standing.draft, content })
}

/** Not asked again: the citizen passed over it, or it cannot be read. */
export function giveUpAsking(draft: Draft, what: string): Draft {
  const asked = { ...draft.content.asked, [what]: NEVER_AGAIN }
  return { ...draft, content: { ...draft.content, asked } }
}

export function giveUpDraft(standing: Standing & { draft: Draft }, say: Context['say']): Step {
  const state = { ...standing.state, offer: null }
  return wait({ ...standing, state }, [discardedTurn(standing.draft, say)], [{ type: 'discard' }])
}

/** The card says that it is closed, so that no window offers to confirm it. */
export function discardedTurn(draft: Draft, say: Context['say']): Turn {
  return makeTurn(say('draft.discarded'), { cards: [draftCard(draft, 'discarded', say)] })
}
