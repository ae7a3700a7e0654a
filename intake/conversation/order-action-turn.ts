import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { listProgressOf } from '../../dispatch/order/progress-view.ts'
import { takeRequesterAction } from '../../dispatch/order/requester-action.ts'
import { bindToRequestNo } from '../attachments/attachment-store.ts'
import { afterReceipt, fileAnyway } from './choices.ts'
import type { Effect } from './step.ts'
import type { Say } from './texts.ts'
import { makeTurn, type Turn } from './turn.ts'

type OrderEffect = Extract<Effect, { type: 'order-action' }>

/**
 * Does what the requester wants with a filed request and says what came of it (R9, R23). The numbers that this conversation
 * may act on are those that it filed or opened by number and code; another number is not there.
 */
export async function actOnOrder(
  trx: Db,
  deps: { pack: Pack },
  input: {
    effect: OrderEffect
    conversationId: string
    known: readonly string[]
    messageId: string
    say: Say
    now: Date
  },
): Promise<Turn> {
  const { effect, conversationId, say } = input
  const { action, requestNo } = effect
  const view = { db: trx, texts: deps.pack.texts }
  const own = await listProgressOf(view, { conversationId, known: input.known })
  if (!own.some((one) => one.request_no === requestNo)) return makeTurn(say('progress.none'))
  try {
    await takeRequesterAction(trx, {
      requestNo,
      conversationId,
      action,
      text: effect.text,
      rating: effect.rating ?? null,
      clientActionId: `chat:${input.messageId}:${action}`,
      now: input.now,
    })
    const messageIds = (effect.files ?? []).map((sent) => sent.message_id)
    await bindToRequestNo(trx, { conversationId, requestNo, messageIds, now: input.now })
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return makeTurn(say('order.refused', { reason: error.message }))
  }
  const [after] = (await listProgressOf(view, { conversationId, known: input.known })).filter(
    (one) => one.request_no === requestNo,
  )
  return makeTurn(say(`order.done.${action}`, { request_no: requestNo }), {
    cards: after ? [{ type: 'progress', ...after }] : [],
    quick_replies: [...afterReceipt(say, after), ...(effect.orFile ? fileAnyway(say) : [])],
  })
}
