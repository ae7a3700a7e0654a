import type { Database, Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { releaseMerged } from '../related/merge-orders.ts'
import { type Actor, mayTake } from './actor.ts'
import { enqueueAnnouncement } from './announce-event.ts'
import { lockOrder, type OrderChange, updateOrder, wasDone } from './order-store.ts'
import { findTransition, type OrderAction, type OrderStatus, statusTexts } from './transitions.ts'

/** Actions that need nothing but words; the others have their own commands, because they carry a decision or a second order. */
export type SimpleAction = Exclude<OrderAction, 'dispatch' | 'merge' | 'unmerge'>

export const actionTexts: Record<OrderAction, string> = {
  dispatch: '派单',
  acknowledge: '签收',
  reply: '反馈',
  add_facts: '补充情况',
  remind: '催办',
  withdraw: '撤回',
  rate: '评价',
  start_follow_up: '转入回访',
  close: '办结',
  reopen: '退回重办',
  terminate: '终止办理',
  merge: '并案',
  unmerge: '取消并案',
}

/** The name of the event that an action leaves behind, in the past tense. */
export const eventTypes: Record<SimpleAction, string> = {
  acknowledge: 'acknowledged',
  reply: 'replied',
  add_facts: 'facts_added',
  remind: 'reminded',
  withdraw: 'withdrawn',
  rate: 'rated',
  start_follow_up: 'follow_up_started',
  close: 'closed',
  reopen: 'reopened',
  terminate: 'terminated',
}

export interface OrderActionInput {
  orderId: string
  action: SimpleAction
  /** One press of the button: a second one with the same id changes nothing. */
  clientActionId: string
  /** The version that the person saw; null for requester and system, whose action does not depend on it. */
  orderVersion: number | null
  text?: string
  resolution?: 'solved' | 'partly' | 'not_solved'
  /** rate: what the requester answered (R23). */
  rating?: Record<string, string>
}

function changeFor(action: SimpleAction, status: OrderStatus, now: Date): OrderChange {
  if (action === 'acknowledge') return { status, acknowledged_at: now }
  if (action === 'reply') return { status, replied_at: now }
  if (['close', 'withdraw', 'terminate'].includes(action)) return { status, closed_at: now }
  return { status }
}

function staffFields(actor: Actor) {
  if (actor.kind !== 'staff') return { actorKind: actor.kind }
  return {
    actorKind: actor.kind,
    actorId: actor.id,
    ...(actor.unitCode === null ? {} : { unitCode: actor.unitCode }),
  }
}

/**
 * Takes one action on an order by the transition table (DOMAIN section 5), in the caller's transaction.
 * Errors: `order.not-found`, `order.changed` (somebody was faster), `order.action-not-allowed` (status),
 * `order.actor-not-allowed` (who), `order.text-required`.
 */
export async function takeOrderAction(
  trx: Db,
  actor: Actor,
  input: OrderActionInput & { now: Date },
): Promise<{ order_version: number; status: OrderStatus }> {
  const order = await lockOrder(trx, input.orderId)
  if (await wasDone(trx, input.orderId, input.clientActionId)) {
    return { order_version: order.version, status: order.status }
  }
  const transition = findTransition(input.action, order.status)
  if (!transition) {
    throw new AppError('order.action-not-allowed', {
      status: statusTexts[order.status],
      action: actionTexts[input.action],
    })
  }
  if (!mayTake(transition, actor, order)) throw new AppError('order.actor-not-allowed')
  if (input.orderVersion !== null && input.orderVersion !== order.version) {
    throw new AppError('order.changed')
  }
  const text = (input.text ?? '').trim()
  if (transition.needsText && text === '') throw new AppError('order.text-required')
  const status = transition.to ?? order.status
  const version = await updateOrder(trx, order.id, changeFor(input.action, status, input.now))
  const seq = await appendOrderEvent(trx, {
    orderId: order.id,
    type: eventTypes[input.action],
    at: input.now,
    ...staffFields(actor),
    public: transition.isPublic,
    clientActionId: input.clientActionId,
    payload: {
      text,
      ...(input.resolution ? { resolution: input.resolution } : {}),
      ...(input.rating ? { rating: input.rating } : {}),
    },
  })
  await enqueueAnnouncement(trx, { orderId: order.id, seq, now: input.now })
  if (input.action === 'withdraw') await releaseMerged(trx, order.id, input.now)
  return { order_version: version, status }
}

/** The same in a transaction of its own. */
export function applyOrderAction(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  input: OrderActionInput,
) {
  return database.db
    .transaction()
    .execute((trx) => takeOrderAction(trx, actor, { ...input, now: clock.now() }))
}
