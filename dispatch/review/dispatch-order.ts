import type { Database, Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { type Actor, mayTake } from '../order/actor.ts'
import { lockOrderOfRequest, wasDone } from '../order/order-store.ts'
import { findTransition, statusTexts } from '../order/transitions.ts'
import { checkDecision } from './check-decision.ts'
import { selectClaim } from './claim-store.ts'
import { type DispatchInput, diffDecision } from './decision.ts'
import { selectDecision, selectProposal } from './decision-store.ts'
import { holdDispatch, repeatOfHeld } from './hold-dispatch.ts'
import { selectPending } from './pending-store.ts'
import { type DispatchResult, type LockedOrder, resultOf, sendNow } from './send-order.ts'

export interface DispatchDeps {
  database: Database
  clock: Clock
  /** The pack in force and its version row. */
  pack: Pack
  packVersionId: string
  /** How long a confirmed order may be called back before it leaves; 0 sends at once. */
  undoSeconds: number
}

type StaffActor = Extract<Actor, { kind: 'staff' }>

async function repeatOf(trx: Db, order: LockedOrder, clientActionId: string) {
  if (!(await wasDone(trx, order.id, clientActionId))) return null
  const earlier = await selectDecision(trx, order.request_id)
  if (!earlier || !order.due_at) return null
  return {
    ...resultOf(order),
    due_at: order.due_at.toISOString(),
    diff: earlier.diff,
    leaves_at: null,
  }
}

/** Who may work on this request now: the person by the table, while it waits here, and not over another's shoulder. */
export async function checkMayWork(
  trx: Db,
  actor: StaffActor,
  order: LockedOrder,
  now: Date,
): Promise<void> {
  const transition = findTransition('dispatch', order.status)
  if (!transition) {
    throw new AppError('order.action-not-allowed', {
      status: statusTexts[order.status],
      action: '派单',
    })
  }
  if (!mayTake(transition, actor, order)) throw new AppError('order.actor-not-allowed')
  const held = await selectPending(trx, order.request_id)
  if (held) throw new AppError('order.leaving', { name: held.display_name })
  const claim = await selectClaim(trx, order.request_id, now)
  if (claim && claim.user_id !== actor.id) {
    throw new AppError('request.claim-lost', { name: claim.display_name })
  }
}

/**
 * Confirms an order: only ever called by a named person (R12: a person checks every proposal before an order goes
 * out). It leaves after `undoSeconds`, by a job row written in the same transaction, unless it is undone before. A
 * second press with the same `clientActionId` returns the first result.
 * Errors: `request.not-found`, `order.changed`, `order.action-not-allowed`, `order.actor-not-allowed`, `order.sensitive`,
 * `order.leaving`, `request.claim-lost`, `order.reason-required` and those of `checkDecision`.
 */
export function dispatchOrder(
  deps: DispatchDeps,
  actor: StaffActor,
  input: DispatchInput,
): Promise<DispatchResult> {
  return deps.database.db.transaction().execute(async (trx) => {
    const now = deps.clock.now()
    const order = await lockOrderOfRequest(trx, input.requestId)
    const repeat =
      (await repeatOf(trx, order, input.clientActionId)) ??
      (await repeatOfHeld(trx, deps.pack, { order, clientActionId: input.clientActionId }))
    if (repeat) return repeat
    await checkMayWork(trx, actor, order, now)
    if (order.sensitive && !actor.roles.includes('reviewer')) throw new AppError('order.sensitive')
    if (order.version !== input.orderVersion) throw new AppError('order.changed')
    const lead = checkDecision(deps.pack, input.decision)
    const { proposal, diff } = await compare(trx, input)
    if (deps.undoSeconds === 0) {
      return sendNow(trx, deps, { actorId: actor.id, order, lead, input, proposal, now })
    }
    return holdDispatch(trx, deps, { actorId: actor.id, order, input, diff, now })
  })
}

/** A change of what was proposed needs its reason: the ledger is read for why (promise 2). */
async function compare(trx: Db, input: DispatchInput) {
  const proposal = await selectProposal(trx, input.requestId, input.proposalId)
  const diff = diffDecision(proposal, input.decision)
  if (!diff.unchanged && proposal && !input.reasonCode) throw new AppError('order.reason-required')
  return { proposal, diff }
}
