import type { Database, Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Pack, Unit } from '../../db/packs/pack.ts'
import { createWorkCalendar } from '../../db/packs/work-calendar.ts'
import { dueAt, explainDue } from '../deadline/due-at.ts'
import { type Actor, mayTake } from '../order/actor.ts'
import { enqueueAnnouncement } from '../order/announce-event.ts'
import { lockOrderOfRequest, wasDone } from '../order/order-store.ts'
import { planFollowUp } from '../order/start-follow-up-job.ts'
import { findTransition, type OrderStatus, statusTexts } from '../order/transitions.ts'
import type { Proposal } from '../proposal/proposal.ts'
import { checkDecision } from './check-decision.ts'
import { deleteClaim, selectClaim } from './claim-store.ts'
import { type DecisionDiff, type DispatchDecision, diffDecision } from './decision.ts'
import { insertDecision, selectDecision, selectProposal, sendOrder } from './decision-store.ts'

export interface DispatchDeps {
  database: Database
  clock: Clock
  /** The pack in force and its version row. */
  pack: Pack
  packVersionId: string
}

export interface DispatchInput {
  requestId: string
  clientActionId: string
  orderVersion: number
  proposalId: string | null
  decision: DispatchDecision
  reasonCode: string | null
  note: string
}

export interface DispatchResult {
  order_id: string
  order_no: string
  order_version: number
  status: OrderStatus
  due_at: string
  diff: DecisionDiff
}

type StaffActor = Extract<Actor, { kind: 'staff' }>
type LockedOrder = Awaited<ReturnType<typeof lockOrderOfRequest>>

async function repeatOf(trx: Db, order: LockedOrder, clientActionId: string) {
  if (!(await wasDone(trx, order.id, clientActionId))) return null
  const earlier = await selectDecision(trx, order.request_id)
  if (!earlier || !order.due_at) return null
  return { ...resultOf(order), due_at: order.due_at.toISOString(), diff: earlier.diff }
}

function resultOf(order: { id: string; order_no: string; version: number; status: OrderStatus }) {
  return {
    order_id: order.id,
    order_no: order.order_no,
    order_version: order.version,
    status: order.status,
  }
}

async function checkMayDispatch(
  trx: Db,
  actor: StaffActor,
  order: LockedOrder,
  context: { orderVersion: number; now: Date },
): Promise<void> {
  const transition = findTransition('dispatch', order.status)
  if (!transition) {
    throw new AppError('order.action-not-allowed', {
      status: statusTexts[order.status],
      action: '派单',
    })
  }
  if (!mayTake(transition, actor, order)) throw new AppError('order.actor-not-allowed')
  if (order.sensitive && !actor.roles.includes('reviewer')) throw new AppError('order.sensitive')
  if (order.version !== context.orderVersion) throw new AppError('order.changed')
  const claim = await selectClaim(trx, order.request_id, context.now)
  if (claim && claim.user_id !== actor.id) {
    throw new AppError('request.claim-lost', { name: claim.display_name })
  }
}

/** Decision, order, event, audit, announcement and call-back: one transaction or nothing. */
async function carryOut(
  trx: Db,
  deps: DispatchDeps,
  work: {
    actor: StaffActor
    order: LockedOrder
    lead: Unit
    input: DispatchInput
    proposal: Proposal | null
    now: Date
  },
): Promise<DispatchResult> {
  const { actor, order, lead, input, now } = work
  const diff = diffDecision(work.proposal, input.decision)
  if (!diff.unchanged && work.proposal && !input.reasonCode) {
    throw new AppError('order.reason-required')
  }
  const { deadline } = input.decision
  const calendar = createWorkCalendar(deps.pack)
  const due = dueAt(deadline, now, calendar)
  const dueNote = explainDue({ deadline, dispatchedAt: now, dueAt: due }, calendar)
  const decisionId = newId(now.getTime())
  await insertDecision(trx, { id: decisionId, actorId: actor.id, input, diff, now })
  const catalogueLine = diff.unchanged ? (work.proposal?.catalogue_line ?? null) : null
  const version = await sendOrder(trx, order.id, {
    decision: input.decision,
    servicePath: servicePath(deps.pack, input.decision.service_code),
    legalBasis: diff.unchanged ? (work.proposal?.legal_basis ?? '') : '',
    catalogueLine,
    packVersionId: deps.packVersionId,
    dispatchedBy: actor.id,
    now,
    due,
  })
  const seq = await appendOrderEvent(trx, {
    orderId: order.id,
    type: 'dispatched',
    at: now,
    actorKind: 'staff',
    actorId: actor.id,
    unitCode: lead.code,
    public: true,
    clientActionId: input.clientActionId,
    payload: {
      decision_id: decisionId,
      lead: lead.name,
      mode: input.decision.mode,
      deadline,
      due_at: due.toISOString(),
      ...(dueNote === '' ? {} : { due_note: dueNote }),
    },
  })
  await enqueueAnnouncement(trx, { orderId: order.id, seq, now })
  await planFollowUp(trx, { orderId: order.id, dueAt: due, now })
  await deleteClaim(trx, order.request_id, null)
  return {
    ...resultOf({ ...order, version, status: 'dispatched' }),
    due_at: due.toISOString(),
    diff,
  }
}

/** Names of a class and its parents, top down. */
export function servicePath(pack: Pack, code: string): string[] {
  const row = pack.taxonomy.find((c) => c.code === code)
  if (!row) return []
  return [...(row.parent ? servicePath(pack, row.parent) : []), row.name]
}

/**
 * Sends an order out: only ever called by a named person (R12: a person checks every proposal before an order goes
 * out). A second press with the same `clientActionId` returns the first result.
 * Errors: `request.not-found`, `order.changed`, `order.action-not-allowed`, `order.actor-not-allowed`, `order.sensitive`,
 * `request.claim-lost`, `order.reason-required` and those of `checkDecision`.
 */
export function dispatchOrder(
  deps: DispatchDeps,
  actor: StaffActor,
  input: DispatchInput,
): Promise<DispatchResult> {
  return deps.database.db.transaction().execute(async (trx) => {
    const now = deps.clock.now()
    const order = await lockOrderOfRequest(trx, input.requestId)
    const repeat = await repeatOf(trx, order, input.clientActionId)
    if (repeat) return repeat
    await checkMayDispatch(trx, actor, order, { orderVersion: input.orderVersion, now })
    const lead = checkDecision(deps.pack, input.decision)
    const proposal = await selectProposal(trx, input.requestId, input.proposalId)
    return carryOut(trx, deps, { actor, order, lead, input, proposal, now })
  })
}
