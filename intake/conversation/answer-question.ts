import { parseContact } from './contact.ts'
import type { Draft } from './draft.ts'
import { extendDraft, giveUpAsking, giveUpDraft, setAddress } from './draft-steps.ts'
import {
  detectIntent,
  isConfirm,
  isCorrection,
  isSkip,
  looksLikePlace,
  readConfidential,
} from './intent.ts'
import { type Context, type Incoming, revise, type Standing, type Step, wait } from './step.ts'

type InDraft = Standing & { draft: Draft }

/** Longer than a place needs: it says something about the matter too. */
const LONG_ANSWER = 40

/** Reads a message as the answer to what the last turn asked; null when no draft is open. */
export function answerQuestion(context: Context): Step | null {
  const { standing, message } = context
  if (!standing.draft) return null
  const inDraft = { state: standing.state, draft: standing.draft }
  const corrected = correctPlace(inDraft, context)
  switch (standing.state.asks) {
    case 'address':
    case 'district':
      return answerPlace(inDraft, context)
    case 'contact':
      return corrected ?? answerContact(inDraft, message)
    case 'identity':
      return corrected ?? answerConfidential(inDraft, message)
    case 'confirm':
      return corrected ?? answerConfirm(inDraft, context)
    default:
      return corrected ?? extendDraft(inDraft, message)
  }
}

/** A known place, or words that look like one; anything else belongs to the matter, and the place is asked again. */
function answerPlace(standing: InDraft, { message, heard }: Context): Step {
  if (isSkip(message.text) || isConfirm(message.text)) {
    return revise(standing, giveUpAsking(standing.draft, 'address'))
  }
  const known = (heard.proposal?.place.candidates.length ?? 0) > 0
  const named = heard.proposal?.place.district != null
  if (!known && !named && !looksLikePlace(message.text)) return extendDraft(standing, message)
  const placed = setAddress(standing, message.masked.slice(0, 200), message.id)
  if (message.masked.length <= LONG_ANSWER || !placed.draft) return placed
  return extendDraft({ state: placed.state, draft: placed.draft }, message)
}

/** "不是朝阳,是海淀": the place named now replaces the one understood before; the words are kept. */
function correctPlace(standing: InDraft, { message, heard }: Context): Step | null {
  const place = heard.proposal?.place
  const named = place?.subdistrict ?? place?.district
  if (!named || place?.ambiguous || !isCorrection(message.text)) return null
  const extended = extendDraft(standing, message)
  if (!extended.draft) return null
  const text = [named, place?.community].filter(Boolean).join(' ')
  return setAddress({ state: standing.state, draft: extended.draft }, text, message.id)
}

function answerContact(standing: InDraft, message: Incoming): Step {
  const { draft } = standing
  if (isSkip(message.text)) return revise(standing, giveUpAsking(draft, 'contact'))
  const found = parseContact(message.text)
  if (found) return revise(standing, { ...draft, contact: { ...found, message_id: message.id } })
  // No number in it: words about the matter are kept, and the question is put once more.
  return message.masked.length > 12 ? extendDraft(standing, message) : revise(standing, draft)
}

/** Words that say neither keep the identity confidential: the card shows it and lets it be changed. */
function answerConfidential(standing: InDraft, message: Incoming): Step {
  const confidential = readConfidential(message.text) ?? true
  const { draft } = standing
  return revise(standing, { ...draft, content: { ...draft.content, confidential } })
}

function answerConfirm(standing: InDraft, { message, say }: Context): Step {
  if (isConfirm(message.text)) return wait(standing, [], [{ type: 'file' }])
  if (detectIntent(message.text) === 'discard') return giveUpDraft(standing, say)
  const late = parseContact(message.text)
  if (late && message.text.length < 30) {
    const contact = { ...late, message_id: message.id }
    return revise(standing, { ...standing.draft, contact })
  }
  return extendDraft(standing, message)
}
