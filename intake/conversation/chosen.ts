import { CLASS_PREFIX, choices, isChoiceValue, PLACE_PREFIX } from './choices.ts'
import type { Draft } from './draft.ts'
import { giveUpAsking, giveUpDraft, openDraft, setAddress } from './draft-steps.ts'
import { noteElement } from './elements.ts'
import { askForPerson } from './hand-over-steps.ts'
import { readOrdinal } from './intent.ts'
import { answerPending, orderWish } from './order-actions.ts'
import { refusePin } from './pin.ts'
import {
  type Context,
  type Incoming,
  type InDraft,
  revise,
  type Standing,
  type Step,
  wait,
  withState,
} from './step.ts'
import { progressTurn } from './triage-turns.ts'
import { makeTurn } from './turn.ts'

/** What a tapped quick reply does; typing its label is the same. A choice that no longer fits is read as words. */
export function chosen(context: Context): Step | null {
  const { standing, message, heard, say } = context
  const value = choiceOf(context)
  if (value === null) return null
  switch (value) {
    case choices.file:
      return fileOffered(context)
    case choices.progress:
      return wait(standing, [progressTurn(say, heard.progress ?? [])])
    case choices.human:
      return askForPerson(context)
    case choices.newRequest:
      return standing.draft ? null : wait(standing, [makeTurn(say('smalltalk.greeting'))])
    case choices.solved:
      if (standing.draft) return null
      return wait(withState(standing, { offer: null, pending: null }), [
        makeTurn(say('smalltalk.thanks')),
      ])
  }
  const tapped = { ...context, message: { ...message, choice: value } }
  if (value.startsWith('order:')) return orderWish(tapped)
  if (value === choices.addSaid) return answerPending(tapped)
  const { draft } = standing
  if (!draft) return null
  return (
    chosenInDraft({ ...standing, draft }, value, tapped) ??
    placeChosen({ ...standing, draft }, value, message) ??
    classChosen({ ...standing, draft }, value)
  )
}

function choiceOf({ standing, message }: Context): string | null {
  const typed = message.text.trim()
  if (message.choice !== null) return message.choice
  const label = standing.state.options.find((o) => o.label === typed)?.value
  return label ?? (isChoiceValue(typed) ? typed : null)
}

/** "1", "第二个": the offer with that number, as if it had been tapped. */
export function byNumber({ state }: Standing, message: Incoming): Incoming {
  if (message.choice !== null || message.kind !== 'text') return message
  const option = state.options[readOrdinal(message.text) ?? -1]
  if (!option) return message
  return { ...message, text: option.label, masked: option.label, choice: option.value }
}

/** "File it anyway": the words that were answered or shown another channel become a draft. */
export function fileOffered(context: Context): Step | null {
  const { offer } = context.standing.state
  if (offer) return openDraft(context, offer.words, offer.despite)
  return null
}

function chosenInDraft(standing: InDraft, value: string, { say }: Context): Step | null {
  const { draft, state } = standing
  switch (value) {
    case choices.skip:
      return state.asks && state.asks !== 'confirm'
        ? revise(standing, giveUpAsking(draft, skippable(state.asks)))
        : null
    case choices.confidential:
    case choices.notConfidential: {
      const confidential = value === choices.confidential
      return revise(standing, { ...draft, content: { ...draft.content, confidential } })
    }
    case choices.pinWrong:
      return refusePin(standing)
    case choices.confirm:
      return state.asks === 'confirm' ? wait(standing, [], [{ type: 'file' }]) : null
    case choices.discard:
      return giveUpDraft(standing, say)
    default:
      return null
  }
}

/** The quick reply's label is the official name; the place is found again from it. */
export function placeChosen(standing: InDraft, value: string, message: Incoming): Step | null {
  if (!value.startsWith(PLACE_PREFIX)) return null
  const option = standing.state.options.find((o) => o.value === value)
  if (!option) return null
  const draft: Draft = noteElement(standing.draft, {
    name: 'address',
    value: option.label,
    message: null,
  })
  return setAddress({ ...standing, draft }, option.label, message)
}

/** One of the candidates of the class, as on the card. */
function classChosen(standing: InDraft, value: string): Step | null {
  const { content } = standing.draft
  const code = value.startsWith(CLASS_PREFIX) ? value.slice(CLASS_PREFIX.length) : ''
  const option = content.class_options.find((one) => one.code === code)
  if (!option) return null
  const chosen = { ...content, class_chosen: option.code, class_path: option.path }
  return revise(standing, { ...standing.draft, content: chosen })
}

/** A place may be asked as `district` or `address`; it is one question to the citizen. */
export function skippable(asks: string): string {
  return asks === 'district' ? 'address' : asks
}
