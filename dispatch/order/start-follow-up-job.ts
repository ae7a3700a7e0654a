import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { takeOrderAction } from './apply-order-action.ts'
import { lockOrder } from './order-store.ts'
import { findTransition } from './transitions.ts'

export const START_FOLLOW_UP = 'dispatch.start-follow-up'
const payload = z.object({ order_id: z.string(), due_at: z.iso.datetime() })

/** Plans the call-back for the moment when the limit expires (R23), in the dispatch's own transaction. */
export async function planFollowUp(
  trx: Db,
  order: { orderId: string; dueAt: Date; now: Date },
): Promise<void> {
  const dueAt = order.dueAt.toISOString()
  await enqueueJob(trx, {
    name: START_FOLLOW_UP,
    payload: { order_id: order.orderId, due_at: dueAt },
    uniqueKey: `follow-up:${order.orderId}:${dueAt}`,
    runAt: order.dueAt,
    now: order.now,
  })
}

/** Moves an order to call-back when its limit has expired, replied or not (R23). */
export function createStartFollowUpJob({ clock }: { clock: Clock }) {
  return defineJob({
    name: START_FOLLOW_UP,
    payload,
    apply: async (trx, { order_id, due_at }) => {
      const order = await lockOrder(trx, order_id)
      // An extension moved the limit: its own job will come. A closed or withdrawn order needs no call-back here.
      if (order.due_at?.toISOString() !== due_at) return
      if (!findTransition('start_follow_up', order.status)) return
      await takeOrderAction(
        trx,
        { kind: 'system' },
        {
          orderId: order_id,
          action: 'start_follow_up',
          clientActionId: `follow-up:${due_at}`,
          orderVersion: null,
          now: clock.now(),
        },
      )
    },
  })
}
