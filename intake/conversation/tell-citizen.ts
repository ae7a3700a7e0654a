import type { Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { fillText } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { Announcement } from '../../dispatch/order/order-store.ts'
import { insertTurn, lockConversation } from './conversation-store.ts'
import { makeTurn } from './turn.ts'

/** Told by the receipt already. */
const UNTOLD = 'request_registered'

/**
 * Writes what happened to an order into the citizen's conversation (R9: know the progress; R15: told of the reply), in the
 * transaction of the announcement: once, whatever is killed. What was being asked stays asked.
 */
export function createTellCitizen(deps: { secrets: Secrets; clock: Clock; pack: Pack }) {
  return async (trx: Db, told: Announcement): Promise<void> => {
    const text = deps.pack.texts[`timeline.${told.type}`]
    if (told.conversation_id === null || told.type === UNTOLD || !text) return
    const { state } = await lockConversation(trx, told.conversation_id)
    const words = told.payload['text']
    const sentence = fillText(state.language === 'en' && text.en !== '' ? text.en : text.zh, {
      unit: told.lead_name ?? '',
      text: typeof words === 'string' ? words : '',
    })
    const turn = makeTurn(`${told.request_no} ${sentence}`, {
      asks: state.asks,
      quick_replies: state.options,
    })
    const { secrets } = deps
    await insertTurn(trx, secrets, {
      conversationId: told.conversation_id,
      sender: 'system',
      turn,
      inReplyTo: null,
      now: deps.clock.now(),
    })
  }
}
