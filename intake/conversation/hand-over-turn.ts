import type { Db } from '../../db/client.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { type ChatSettings, isReceptionOpen } from './chat-settings.ts'
import { enqueueHandOver, positionOf } from './hand-over-store.ts'
import type { ConversationState } from './state.ts'
import type { Effect } from './step.ts'
import type { Say } from './texts.ts'
import { makeTurn, type Turn } from './turn.ts'

/**
 * Puts the conversation into the queue for a person and says how many wait before it. Out of hours it says so and goes on
 * to file what was said; somebody in danger of hurting himself is queued at any hour.
 */
export async function wantPerson(
  trx: Db,
  deps: { pack: Pack; settings: ChatSettings },
  input: {
    effect: Extract<Effect, { type: 'hand-over' }>
    conversationId: string
    state: ConversationState
    say: Say
    now: Date
  },
): Promise<Turn | null> {
  const { effect, conversationId, state, say, now } = input
  const { timezone } = deps.pack.meta
  const open = isReceptionOpen(deps.settings, { now, timezone })
  const beside = { asks: state.asks, quick_replies: state.options }
  if (!open && !effect.urgent) {
    const hours = deps.settings.receptionHours
    return effect.say ? makeTurn(say('handover.closed', { hours }), beside) : null
  }
  const { reason, urgent } = effect
  await enqueueHandOver(trx, { conversationId, reason, urgent, now })
  if (!effect.say) return null
  const position = (await positionOf(trx, conversationId)) ?? 0
  const text = position === 0 ? say('handover.next') : say('handover.queued', { position })
  return makeTurn(text, { ...beside, outcome: 'handed_over' })
}
