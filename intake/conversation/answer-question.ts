import { atSummary } from './choices.ts'
import { placeChosen } from './chosen.ts'
import { looksLikePhone, parseContact } from './contact.ts'
import {
  correctAddress,
  placeInCorrection,
  readAddressCorrection,
  readRenaming,
} from './correct-address.ts'
import { addressOf, type Draft, MISREAD_PHONE } from './draft.ts'
import { extendDraft, giveUpAsking, giveUpDraft, setAddress } from './draft-steps.ts'
import { noteElement } from './elements.ts'
import {
  confirmsSummary,
  deniesContact,
  detectIntent,
  givesUp,
  isConfirm,
  isCorrection,
  isSkip,
  looksLikePlace,
  readConfidential,
  readWish,
  saysNothing,
  takesChannel,
} from './intent.ts'
import { asksAboutPin, nearestOffered, refusePin } from './pin.ts'
import { elementAsked } from './questions.ts'
import { type Context, type Incoming, type InDraft, revise, type Step, wait } from './step.ts'
import { makeTurn } from './turn.ts'

/** Longer than a place needs: it says something about the matter too. */
const LONG_ANSWER = 40
/** Words of this length may still only say yes ("可以，给你们留一个吧"). */
const LONGEST_ASSENT = 12

/** Reads a message as the answer to what the last turn asked; null when no draft is open. */
export function answerQuestion(context: Context): Step | null {
  const { standing, message } = context
  if (!standing.draft) return null
  const inDraft = { ...standing, draft: standing.draft }
  const wished = answerWish(inDraft, message)
  if (wished) return wished
  const corrected =
    correctAddressOf(inDraft, context) ?? correctPlace(inDraft, context) ?? rename(inDraft, context)
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
    case null:
      return corrected ?? extendDraft(inDraft, message)
    default:
      return corrected ?? answerElement(inDraft, message)
  }
}

/** A known place, or words that look like one; anything else belongs to the matter, and the place is asked again. */
function answerPlace(standing: InDraft, { message, heard }: Context): Step {
  const about = asksAboutPin(standing) ? answerPin(standing, message) : null
  if (about) return about
  if (isSkip(message.text) || isConfirm(message.text)) {
    return revise(standing, giveUpAsking(standing.draft, 'address'))
  }
  const known = (heard.proposal?.place.candidates.length ?? 0) > 0
  const named = heard.proposal?.place.district != null
  if (!known && !named && !looksLikePlace(message.text)) return extendDraft(standing, message)
  const short = readAddressCorrection(message.masked) ?? message.masked
  const placed = setAddress(standing, short.slice(0, 200), message)
  if (message.masked.length <= LONG_ANSWER || !placed.draft) return placed
  return extendDraft({ ...placed, draft: placed.draft }, message)
}

/** A bare yes takes the nearest place, a bare no asks for it in words; any other words are read as the place. */
function answerPin(standing: InDraft, message: Incoming): Step | null {
  const nearest = nearestOffered(standing)
  if (isConfirm(message.text) && nearest !== null) return placeChosen(standing, nearest, message)
  return isSkip(message.text) || /^(?:不对|不是|都不是|错了)[。，,！!]?$/u.test(message.text.trim())
    ? refusePin(standing)
    : null
}

/** Time, party, line …: noted under its name and kept in the words; passed over where the citizen does not know. */
function answerElement(standing: InDraft, message: Incoming): Step {
  const { asks } = standing.state
  const name = elementAsked(asks, standing.draft)
  if (isSkip(message.text))
    return revise(standing, giveUpAsking(standing.draft, name ?? asks ?? ''))
  const extended = extendDraft(standing, message)
  if (!name || !extended.draft) return extended
  const value = message.masked.slice(0, 80)
  return revise(extended, noteElement(extended.draft, { name, value, message }))
}

/** "不对，是123号楼" while the card is open or the last things are asked: only the address changes, not the matter. */
function correctAddressOf(standing: InDraft, { message }: Context): Step | null {
  const { asks } = standing.state
  if (asks !== 'confirm' && asks !== 'contact' && asks !== 'identity') return null
  const correction = readAddressCorrection(message.masked)
  if (correction === null) return null
  const address = correctAddress(addressOf(standing.draft.content), correction)
  return setAddress(standing, address, message)
}

/** "不是朝阳,是海淀": the place named now replaces the one understood before; the words are kept. */
function correctPlace(standing: InDraft, { message, heard }: Context): Step | null {
  const place = heard.proposal?.place
  const named = place?.subdistrict ?? place?.district
  if (!named || place?.ambiguous || !isCorrection(message.text)) return null
  const extended = extendDraft(standing, message)
  if (!extended.draft) return null
  const official = [named, place?.community].filter(Boolean).join(' ')
  const text = placeInCorrection(message.masked) ?? official
  return setAddress({ ...extended, draft: extended.draft }, text, message)
}

/** A lane or an estate by another name, which the street does not change with. */
function rename(standing: InDraft, { message }: Context): Step | null {
  const { content } = standing.draft
  const before = { address: addressOf(content), words: content.description }
  const address = readRenaming(message.masked, before)
  return address === null ? null : setAddress(standing, address, message)
}

/** "不保密" at any question but that for it: only that is set, and what was asked is asked on. */
function answerWish(standing: InDraft, message: Incoming): Step | null {
  const { asks } = standing.state
  if (asks === 'contact' && (isSkip(message.text) || deniesContact(message.text))) return null
  const confidential = readWish(message.text)
  return confidential === null ? null : keepConfidential(standing, confidential)
}

function keepConfidential(standing: InDraft, confidential: boolean): Step {
  const { draft } = standing
  return revise(standing, { ...draft, content: { ...draft.content, confidential } })
}

function answerContact(standing: InDraft, message: Incoming): Step {
  const { draft } = standing
  if (isSkip(message.text) || deniesContact(message.text)) {
    return revise(standing, giveUpAsking(draft, 'contact'))
  }
  const found = parseContact(message.text)
  if (found) {
    // "138…,不保密" answers the next question too.
    const confidential = /保密|匿名|公开/.test(message.text) ? readConfidential(message.text) : null
    const content = confidential === null ? draft.content : { ...draft.content, confidential }
    return revise(standing, { ...draft, content, contact: { ...found, message_id: message.id } })
  }
  const misread = looksLikePhone(message.text)
  const asked = { ...draft.content.asked, [MISREAD_PHONE]: misread ? 1 : 0 }
  const counted: Draft = { ...draft, content: { ...draft.content, asked } }
  // Words about the matter are kept; a mere "好的" or a wrong number is no part of it.
  const told = !misread && message.masked.length > LONGEST_ASSENT
  return told ? extendDraft({ ...standing, draft: counted }, message) : revise(standing, counted)
}

/** Words that say neither keep the identity confidential: the card shows it and lets it be changed. */
function answerConfidential(standing: InDraft, message: Incoming): Step {
  return keepConfidential(standing, readConfidential(message.text) ?? true)
}

function answerConfirm(standing: InDraft, { message, say }: Context): Step {
  const { text } = message
  if (confirmsSummary(text)) return wait(standing, [], [{ type: 'file' }])
  if (detectIntent(text) === 'discard' || givesUp(text)) {
    return giveUpDraft(standing, say)
  }
  // "行吧那我自己找物业": settled another way, so that nothing is filed.
  if (takesChannel(message.text)) return giveUpDraft(standing, say)
  // "没啥要补的", "快点管管" beside the summary: nothing changes, and nothing is filed before somebody confirms.
  if (isSkip(message.text) || saysNothing(message.text)) {
    const quick_replies = atSummary(say, standing.parked.length > 0)
    return wait(standing, [makeTurn(say('ask.confirm_still'), { asks: 'confirm', quick_replies })])
  }
  const late = parseContact(message.text)
  if (late && message.text.length < 30) {
    const contact = { ...late, message_id: message.id }
    return revise(standing, { ...standing.draft, contact })
  }
  return extendDraft(standing, message)
}
