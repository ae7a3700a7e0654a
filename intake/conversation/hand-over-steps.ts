import { type Context, type HandOverReason, type Step, wait } from './step.ts'
import { makeTurn, type Turn } from './turn.ts'

/** Says something beside the matter: what was asked stays asked. */
export function beside({ standing }: Context, turn: Turn): Turn {
  const { asks, options } = standing.state
  return { ...turn, asks, quick_replies: options.length > 0 ? options : turn.quick_replies }
}

/**
 * The wish to speak to a person. Whether one is on duty and how many wait before is known at the edge, which says it; the
 * assistant goes on listening meanwhile, so that nobody waits for nothing.
 */
export function askForPerson(context: Context, reason: HandOverReason = 'asked'): Step {
  const { standing } = context
  return wait(standing, [], [{ type: 'hand-over', reason, urgent: false, say: true }])
}

/** A person answers: the assistant keeps quiet, and only danger is still shown and told (R11-1). */
export function listenOnly(context: Context, emergency: Step | null): Step {
  if (!emergency) return wait(context.standing, [])
  const turns = emergency.turns.map((turn) => makeTurn(turn.text, { ...turn, quick_replies: [] }))
  return { ...emergency, turns, revised: false }
}
