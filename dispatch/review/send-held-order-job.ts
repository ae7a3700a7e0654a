import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { lockOrderOfRequest } from '../order/order-store.ts'
import { checkDecision } from './check-decision.ts'
import { selectProposal } from './decision-store.ts'
import { SEND_HELD_ORDER } from './hold-dispatch.ts'
import { type PendingDispatch, selectPendingById, settlePending } from './pending-store.ts'
import { type LockedOrder, sendNow } from './send-order.ts'

const payload = z.object({ pending_id: z.string(), request_id: z.string() })

export interface SendHeldDeps {
  clock: Clock
  pack: Pack
  packVersionId: string
  /** Wakes the screens; loss is harmless. */
  publish(topic: string, message: Record<string, unknown>): void
}

/**
 * Lets a confirmed order leave when its time for undoing is over. What has changed meanwhile (withdrawn, new facts)
 * was not seen by the person who confirmed: then it stays and comes back to the queue (R12).
 */
export function createSendHeldOrderJob(deps: SendHeldDeps) {
  return defineJob<z.infer<typeof payload>>({
    name: SEND_HELD_ORDER,
    payload,
    apply: async (trx, { pending_id }) => {
      const seen = await selectPendingById(trx, pending_id)
      if (!seen) return
      const order = await lockOrderOfRequest(trx, seen.requestId)
      // Read again under the lock: an undo may have come in between.
      const held = await selectPendingById(trx, pending_id)
      if (held?.state !== 'pending') return
      const now = deps.clock.now()
      if (order.status !== 'awaiting_dispatch' || order.version !== held.input.orderVersion) {
        await drop(trx, { held, order, now })
        return
      }
      const { actorId, input } = held
      const lead = checkDecision(deps.pack, input.decision)
      const proposal = await selectProposal(trx, held.requestId, input.proposalId)
      await settlePending(trx, held.id, { state: 'sent', now })
      await sendNow(trx, deps, { actorId, order, lead, input, proposal, now })
    },
    committed: ({ request_id }) => {
      deps.publish('console', { type: 'request-changed', request_id })
    },
  })
}

async function drop(
  trx: Db,
  { held, order, now }: { held: PendingDispatch; order: LockedOrder; now: Date },
): Promise<void> {
  await settlePending(trx, held.id, { state: 'dropped', now })
  await appendOrderEvent(trx, {
    orderId: order.id,
    type: 'dispatch_dropped',
    at: now,
    actorKind: 'system',
    payload: { text: '确认后情况有变化，没有派出，请重新核对。' },
  })
}
