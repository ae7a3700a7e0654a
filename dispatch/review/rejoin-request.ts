import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Actor } from '../order/actor.ts'
import { enqueueAnnouncement } from '../order/announce-event.ts'
import { lockOrder, lockOrderOfRequest, updateOrder, wasDone } from '../order/order-store.ts'
import { checkMayWork } from './dispatch-order.ts'
import { enqueueProposeAgain } from './propose-again-job.ts'
import type { SplitDeps } from './split-request.ts'
import { closePart, listParts, loadWhole, setPartText } from './split-store.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>

/**
 * Takes separated parts back into the first order, as long as they wait for a person themselves; what has been dispatched stays
 * apart. The request is then understood anew. Errors: those of `checkMayWork`, `review.rejoin-none`.
 */
export async function rejoinRequest(
  { database, clock }: Pick<SplitDeps, 'database' | 'clock'>,
  actor: StaffActor,
  input: { requestId: string; clientActionId: string },
): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    const now = clock.now()
    const order = await lockOrderOfRequest(trx, input.requestId)
    if (await wasDone(trx, order.id, input.clientActionId)) return
    await checkMayWork(trx, actor, order, now)
    const parts = (await listParts(trx, input.requestId)).filter((p) => p.status !== 'merged')
    const waiting = parts.filter((p) => p.status === 'awaiting_dispatch')
    if (waiting.length === 0) throw new AppError('review.rejoin-none')
    for (const part of waiting) {
      const own = await lockOrder(trx, part.order_id)
      await checkMayWork(trx, actor, own, now)
      await closePart(trx, { requestId: part.id, orderId: part.order_id, into: order.id, now })
      await appendOrderEvent(trx, {
        orderId: part.order_id,
        type: 'rejoined',
        at: now,
        actorKind: 'staff',
        actorId: actor.id,
        public: true,
        payload: { text: order.order_no },
      })
    }
    const { request } = await loadWhole(trx, input.requestId)
    const { part_text: own = '' } = (request.elements ?? {}) as { part_text?: string }
    const all = waiting.length === parts.length
    const joined = [own, ...waiting.map((p) => p.description)].join('\n')
    await setPartText(trx, input.requestId, all ? null : joined)
    await enqueueProposeAgain(trx, {
      requestId: input.requestId,
      cause: input.clientActionId,
      now,
    })
    await updateOrder(trx, order.id, { status: order.status })
    const seq = await appendOrderEvent(trx, {
      orderId: order.id,
      type: 'parts_rejoined',
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      public: true,
      clientActionId: input.clientActionId,
      payload: { text: waiting.map((p) => p.request_no).join('、') },
    })
    await enqueueAnnouncement(trx, { orderId: order.id, seq, now })
  })
}
