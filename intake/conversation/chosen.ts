import { choices, PLACE_PREFIX } from './choices.ts'
import type { Draft } from './draft.ts'
import { giveUpAsking, giveUpDraft, openDraft, setAddress } from './draft-steps.ts'
import { type Context, revise, type Standing, type Step, wait } from './step.ts'
import { progressTurn } from './triage-turns.ts'
import { makeTurn } from './turn.ts'

/** What a tapped quick reply does; typing its label is the same. A choice that no longer fits is read as words. */
export function chosen(context: Context): Step | null {
  const { standing, message, heard, say } = context
  const value = choiceOf(context)
  if (value === null) return null
  if (value === choices.file) return fileOffered(context)
  if (value === choices.progress) return wait(standing, [progressTurn(say, heard.progress ?? [])])
  if (value === choices.newRequest && !standing.draft) {
    return wait(standing, [makeTurn(say('smalltalk.greeting'))])
  }
  if (value === choices.solved && !standing.draft) {
    const state = { ...standing.state, offer: null }
    return wait({ ...standing, state }, [makeTurn(say('smalltalk.thanks'))])
  }
  if (!standing.draft) return null
  return (
    chosenInDraft({ state: standing.state, draft: standing.draft }, value, context) ??
    placeChosen({ state: standing.state, draft: standing.draft }, value, message.id)
  )
}

function choiceOf({ standing, message }: Context): string | null {
  const typed = message.text.trim()
  return message.choice ?? standing.state.options.find((o) => o.label === typed)?.value ?? null
}

/** "File it anyway": the words that were answered or shown another channel become a draft. */
function fileOffered(context: Context): Step | null {
  const { offer } = context.standing.state
  if (offer) return openDraft(context, offer.words, offer.despite)
  return null
}

function chosenInDraft(
  standing: Standing & { draft: Draft },
  value: string,
  { say }: Context,
): Step | null {
  const { draft, state } = standing
  switch (value) {
    case choices.skip:
      return state.asks ? revise(standing, giveUpAsking(draft, skippable(state.asks))) : null
    case choices.confidential:
    case choices.notConfidential: {
      const confidential = value === choices.confidential
      return revise(standing, { ...draft, content: { ...draft.content, confidential } })
    }
    case choices.confirm:
      return state.asks === 'confirm' ? wait(standing, [], [{ type: 'file' }]) : null
    case choices.discard:
      return giveUpDraft(standing, say)
    default:
      return null
  }
}

/** The quick reply's label is the official name; the place is found again from it. */
function placeChosen(
  standing: Standing & { draft: Draft },
  value: string,
  messageId: string,
): Step | null {
  if (!value.startsWith(PLACE_PREFIX)) return null
  const option = standing.state.options.find((o) => o.value === value)
  return option ? setAddress(standing, option.label, messageId) : null
}

/** A place may be asked as `district` or `address`; it is one question to the citizen. */
export function skippable(asks: string): string {
  return asks === 'district' ? 'address' : asks
}
