import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { createWorkCalendar } from '../../db/packs/work-calendar.ts'
import { dueAt } from '../deadline/due-at.ts'
import { deleteClaim } from './claim-store.ts'
import {
  type DecisionDiff,
  type DispatchDecision,
  type DispatchInput,
  diffDecision,
} from './decision.ts'
import { selectProposal } from './decision-store.ts'
import { insertPending, selectPendingByAction } from './pending-store.ts'
import { type DispatchResult, type LockedOrder, resultOf } from './send-order.ts'

export const SEND_HELD_ORDER = 'dispatch.send-held-order'

/**
 * Keeps a confirmed order back for a few seconds. Row and job are one transaction, so that it leaves after a restart
 * as well; the due time that is shown is the one it will have if it leaves on time.
 */
export async function holdDispatch(
  trx: Db,
  deps: { pack: Pack; undoSeconds: number },
  held: {
    actorId: string
    order: LockedOrder
    input: DispatchInput
    diff: DecisionDiff
    now: Date
  },
): Promise<DispatchResult> {
  const { order, now } = held
  const id = newId(now.getTime())
  const leavesAt = new Date(now.getTime() + deps.undoSeconds * 1000)
  await insertPending(trx, { id, ...held, leavesAt })
  await enqueueJob(trx, {
    name: SEND_HELD_ORDER,
    payload: { pending_id: id, request_id: order.request_id },
    uniqueKey: `send-held:${id}`,
    runAt: leavesAt,
    now,
  })
  await deleteClaim(trx, order.request_id, null)
  return heldResult(deps.pack, { order, leavesAt, decision: held.input.decision, diff: held.diff })
}

function heldResult(
  pack: Pack,
  held: { order: LockedOrder; leavesAt: Date; decision: DispatchDecision; diff: DecisionDiff },
): DispatchResult {
  const due = dueAt(held.decision.deadline, held.leavesAt, createWorkCalendar(pack))
  return {
    ...resultOf(held.order),
    due_at: due.toISOString(),
    diff: held.diff,
    leaves_at: held.leavesAt.toISOString(),
  }
}

/** The same press again while the order is held back; a press that was undone is over. */
export async function repeatOfHeld(
  trx: Db,
  pack: Pack,
  press: { order: LockedOrder; clientActionId: string },
): Promise<DispatchResult | null> {
  const { order } = press
  const row = await selectPendingByAction(trx, order.request_id, press.clientActionId)
  if (!row) return null
  if (row.state !== 'pending') throw new AppError('order.changed')
  const proposal = await selectProposal(trx, order.request_id, row.input.proposalId)
  const diff = diffDecision(proposal, row.input.decision)
  return heldResult(pack, { order, leavesAt: row.leavesAt, decision: row.input.decision, diff })
}
