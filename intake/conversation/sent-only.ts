import { beside } from './hand-over-steps.ts'
import { placesOfPin, withPin } from './pin.ts'
import { type Context, revise, type Step, wait, withState } from './step.ts'
import { makeTurn } from './turn.ts'

/**
 * A message of photos or a position alone. Beside a draft they go with it; before anything was said, what it is about is
 * asked: a picture says neither what is wanted nor of whom (R10).
 */
export function sentOnly(context: Context): Step | null {
  const { standing, message, say } = context
  const { attachments: count = 0, pin } = message
  if (message.text.trim() !== '' || (count === 0 && !pin)) return null
  const { draft, state } = standing
  // What is new about a filed request may be a picture.
  if (state.pending && !draft && count > 0) return null
  if (draft && pin) return revise(standing, withPin(draft, pin))
  // Beside the summary the card is shown anew, with what goes with it.
  if (draft && state.asks === 'confirm') return revise(standing, draft)
  if (draft) {
    return wait(standing, [beside(context, makeTurn(say('sent.files_beside', { count })))])
  }
  const text = pin ? sayPin(context) : say('sent.files', { count })
  const kept = withState(standing, pin ? { pin } : {})
  // Nothing is offered to be filed: the words that follow begin the matter.
  return wait(kept, [makeTurn(text)])
}

function sayPin({ message, heard, say }: Context): string {
  const [place] = placesOfPin(heard.proposal, message.pin ?? null)
  return place ? say('sent.pin', { place: place.label.trim() }) : say('sent.pin_unknown')
}
