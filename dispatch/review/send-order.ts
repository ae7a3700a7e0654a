import type { Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Pack, Unit } from '../../db/packs/pack.ts'
import { createWorkCalendar } from '../../db/packs/work-calendar.ts'
import { dueAt, explainDue } from '../deadline/due-at.ts'
import { enqueueAnnouncement } from '../order/announce-event.ts'
import type { lockOrderOfRequest } from '../order/order-store.ts'
import { planFollowUp } from '../order/start-follow-up-job.ts'
import type { OrderStatus } from '../order/transitions.ts'
import type { Proposal } from '../proposal/proposal.ts'
import { deleteClaim } from './claim-store.ts'
import { type DecisionDiff, type DispatchInput, diffDecision } from './decision.ts'
import { insertDecision, sendOrder } from './decision-store.ts'

export type LockedOrder = Awaited<ReturnType<typeof lockOrderOfRequest>>

export interface DispatchResult {
  order_id: string
  order_no: string
  order_version: number
  status: OrderStatus
  due_at: string
  diff: DecisionDiff
  /** When it leaves; null when it has left. Until then it can be undone. */
  leaves_at: string | null
}

export interface SendWork {
  actorId: string
  order: LockedOrder
  lead: Unit
  input: DispatchInput
  proposal: Proposal | null
  now: Date
}

export function resultOf(order: {
  id: string
  order_no: string
  version: number
  status: OrderStatus
}) {
  return {
    order_id: order.id,
    order_no: order.order_no,
    order_version: order.version,
    status: order.status,
  }
}

/**
 * Decision, order, event, audit, announcement and call-back: one transaction or nothing. The clock of R13 starts here,
 * when the order leaves, not when the person pressed.
 */
export async function sendNow(
  trx: Db,
  deps: { pack: Pack; packVersionId: string },
  work: SendWork,
): Promise<DispatchResult> {
  const { actorId, order, lead, input, proposal, now } = work
  const { deadline } = input.decision
  const diff = diffDecision(proposal, input.decision)
  const calendar = createWorkCalendar(deps.pack)
  const due = dueAt(deadline, now, calendar)
  const dueNote = explainDue({ deadline, dispatchedAt: now, dueAt: due }, calendar)
  const decisionId = newId(now.getTime())
  await insertDecision(trx, { id: decisionId, actorId, input, proposal, diff, now })
  const version = await sendOrder(trx, order.id, {
    decision: input.decision,
    servicePath: servicePath(deps.pack, input.decision.service_code),
    legalBasis: diff.unchanged ? (proposal?.legal_basis ?? '') : '',
    catalogueLine: diff.unchanged ? (proposal?.catalogue_line ?? null) : null,
    proposalId: input.proposalId,
    packVersionId: deps.packVersionId,
    dispatchedBy: actorId,
    now,
    due,
  })
  const seq = await appendOrderEvent(trx, {
    orderId: order.id,
    type: 'dispatched',
    at: now,
    actorKind: 'staff',
    actorId,
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
    leaves_at: null,
  }
}

/** Names of a class and its parents, top down. */
export function servicePath(pack: Pick<Pack, 'taxonomy'>, code: string): string[] {
  const row = pack.taxonomy.find((c) => c.code === code)
  if (!row) return []
  return [...(row.parent ? servicePath(pack, row.parent) : []), row.name]
}
