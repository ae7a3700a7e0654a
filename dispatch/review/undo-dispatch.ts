import type { Database } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Actor } from '../order/actor.ts'
import { lockOrderOfRequest } from '../order/order-store.ts'
import { selectPending, settlePending } from './pending-store.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>

/**
 * Calls a confirmed order back before it leaves; the request is in the queue again as it was. Only who confirmed it, or
 * a reviewer. Errors: `request.not-found`, `order.left` (too late), `order.actor-not-allowed`.
 */
export async function undoDispatch(
  { database, clock }: { database: Database; clock: Clock },
  actor: StaffActor,
  requestId: string,
): Promise<{ order_version: number }> {
  return database.db.transaction().execute(async (trx) => {
    const order = await lockOrderOfRequest(trx, requestId)
    const held = await selectPending(trx, requestId)
    if (!held) throw new AppError('order.left')
    if (held.decided_by !== actor.id && !actor.roles.includes('reviewer')) {
      throw new AppError('order.actor-not-allowed')
    }
    const now = clock.now()
    await settlePending(trx, held.id, { state: 'undone', now })
    await appendOrderEvent(trx, {
      orderId: order.id,
      type: 'dispatch_undone',
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      payload: {},
    })
    return { order_version: order.version }
  })
}
