import type { Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type Actor, mayTake } from '../order/actor.ts'
import { enqueueAnnouncement } from '../order/announce-event.ts'
import { findTransition, openStatuses, statusTexts } from '../order/transitions.ts'
import type { lockOrderPair } from './merge-store.ts'
import { lockMergedInto, setMergedInto } from './merge-store.ts'

type Order = NonNullable<Awaited<ReturnType<typeof lockOrderPair>>['order']>

export interface MergeInput {
  actor: Actor
  /** The order that stops being handled on its own. */
  order: Order
  /** The order that is handled for both. */
  main: Order
  clientActionId: string
  now: Date
}

const texts = { merge: '并案', unmerge: '取消并案' } as const

function checkMay(action: 'merge' | 'unmerge', { actor, order }: MergeInput): void {
  const transition = findTransition(action, order.status)
  if (!transition) {
    throw new AppError('order.action-not-allowed', {
      status: statusTexts[order.status],
      action: texts[action],
    })
  }
  if (!mayTake(transition, actor, order)) throw new AppError('order.actor-not-allowed')
}

interface MergeEvent {
  orderId: string
  type: 'merged' | 'unmerged' | 'joined' | 'left'
  actor: Actor
  now: Date
  clientActionId?: string
  payload: Record<string, unknown>
}

/** `merged` and `unmerged` are told to the citizen; what the other order sees of it is the staff's own. */
async function tell(trx: Db, event: MergeEvent): Promise<void> {
  const { orderId, type, actor, now, clientActionId, payload } = event
  const isPublic = type === 'merged' || type === 'unmerged'
  const seq = await appendOrderEvent(trx, {
    orderId,
    type,
    at: now,
    actorKind: actor.kind,
    ...(actor.kind === 'staff' ? { actorId: actor.id } : {}),
    public: isPublic,
    ...(clientActionId ? { clientActionId } : {}),
    payload,
  })
  await enqueueAnnouncement(trx, { orderId, seq, now })
}

/**
 * One handling for two reports of one event (DOMAIN section 5): the order waits no longer on its own, its requester is told
 * and sees the progress of the main order. Orders that were merged into it go with it.
 * Errors: `order.action-not-allowed`, `order.actor-not-allowed`, `related.target-closed`.
 */
export async function mergeOrders(trx: Db, input: MergeInput): Promise<number> {
  checkMay('merge', input)
  const { actor, order, main, now } = input
  if (!openStatuses.includes(main.status)) {
    throw new AppError('related.target-closed', { status: statusTexts[main.status] })
  }
  for (const follower of await lockMergedInto(trx, order.id)) {
    await setMergedInto(trx, follower.id, main.id)
    await tell(trx, { orderId: follower.id, type: 'merged', actor, now, payload: into(main) })
  }
  const version = await setMergedInto(trx, order.id, main.id)
  const { clientActionId } = input
  await tell(trx, {
    orderId: order.id,
    type: 'merged',
    actor,
    now,
    clientActionId,
    payload: into(main),
  })
  await tell(trx, { orderId: main.id, type: 'joined', actor, now, payload: into(order) })
  return version
}

const into = (order: { order_no: string }) => ({ order_no: order.order_no })

/** The order stands on its own again and waits for dispatch; its clocks have run on (R11). */
export async function unmergeOrders(trx: Db, input: MergeInput): Promise<number> {
  checkMay('unmerge', input)
  const { actor, order, main, now, clientActionId } = input
  if (order.merged_into !== main.id) throw new AppError('order.changed')
  const version = await setMergedInto(trx, order.id, null)
  const payload = into(main)
  await tell(trx, { orderId: order.id, type: 'unmerged', actor, now, clientActionId, payload })
  await tell(trx, { orderId: main.id, type: 'left', actor, now, payload: into(order) })
  return version
}

/** A requester who withdraws the main order withdraws only his own: the others wait for dispatch again. */
export async function releaseMerged(trx: Db, mainId: string, now: Date): Promise<void> {
  for (const follower of await lockMergedInto(trx, mainId)) {
    await setMergedInto(trx, follower.id, null)
    const actor: Actor = { kind: 'system' }
    await tell(trx, { orderId: follower.id, type: 'unmerged', actor, now, payload: {} })
  }
}
