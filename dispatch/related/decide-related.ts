import type { Database, Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Actor } from '../order/actor.ts'
import { wasDone } from '../order/order-store.ts'
import { deleteClaim, selectClaim } from '../review/claim-store.ts'
import { lockLink, saveLinkDecision } from './link-store.ts'
import { mergeOrders, unmergeOrders } from './merge-orders.ts'
import { lockOrderPair } from './merge-store.ts'
import type { LinkState, RelatedAction, RelatedKind } from './related-kinds.ts'

export interface DecideRelatedInput {
  requestId: string
  otherId: string
  kind: RelatedKind
  action: RelatedAction
  clientActionId: string
  /** The version of the link that the person saw; null where there was none. */
  version: number | null
}

export interface DecideRelatedResult {
  linkState: LinkState
  version: number
}

type StaffActor = Extract<Actor, { kind: 'staff' }>
type Orders = Awaited<ReturnType<typeof lockOrderPair>>
type Order = NonNullable<Orders['order']>
type Link = Awaited<ReturnType<typeof lockLink>>

/** What each press makes of the link: a merge says that the two belong together, an unmerge leaves that standing. */
const stateAfter: Record<RelatedAction, Exclude<LinkState, 'proposed'>> = {
  link: 'confirmed',
  unlink: 'unlinked',
  reject: 'rejected',
  merge: 'confirmed',
  unmerge: 'confirmed',
}

function requireBoth({ order, other }: Orders): { order: Order; other: Order } {
  if (!order || !other || order.id === other.id) throw new AppError('request.not-found')
  return { order, other }
}

/** Nobody changes what he has not seen, and a merge is undone before its link is. */
function checkLink(
  input: DecideRelatedInput,
  link: Link,
  { order, other }: { order: Order; other: Order },
): void {
  if ((link?.version ?? null) !== input.version) throw new AppError('order.changed')
  const { action, kind } = input
  if (link === null && (action === 'unlink' || action === 'reject')) {
    throw new AppError('related.not-linked')
  }
  if (action === 'merge' && kind === 'same_topic') throw new AppError('related.only-topic')
  const together = order.merged_into === other.id || other.merged_into === order.id
  if (together && (action === 'unlink' || action === 'reject')) throw new AppError('related.merged')
}

async function moveOrders(
  trx: Db,
  { actor, input, now }: { actor: StaffActor; input: DecideRelatedInput; now: Date },
  { order, other }: { order: Order; other: Order },
): Promise<void> {
  const claim = await selectClaim(trx, order.request_id, now)
  if (claim && claim.user_id !== actor.id) {
    throw new AppError('request.claim-lost', { name: claim.display_name })
  }
  const wish = { actor, order, main: other, clientActionId: input.clientActionId, now }
  if (input.action === 'unmerge') await unmergeOrders(trx, wish)
  else {
    await mergeOrders(trx, wish)
    await deleteClaim(trx, order.request_id, null)
  }
}

/** What the history of both orders says; the event's audit row names the person. */
async function record(
  trx: Db,
  { actor, input, now }: { actor: StaffActor; input: DecideRelatedInput; now: Date },
  { order, other }: { order: Order; other: Order },
): Promise<void> {
  const type = `related_${stateAfter[input.action]}`
  for (const [one, another] of [
    [order, other],
    [other, order],
  ] as const) {
    await appendOrderEvent(trx, {
      orderId: one.id,
      type,
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      public: false,
      ...(one === order ? { clientActionId: input.clientActionId } : {}),
      payload: { kind: input.kind, order_no: another.order_no },
    })
  }
}

/**
 * A person's word on two requests: they belong together, they do not, or they are handled as one (R11-3, DOMAIN section 5).
 * Everything can be taken back; a second press with the same `clientActionId` changes nothing.
 * Errors: `request.not-found`, `order.changed`, `related.not-linked`, `related.only-topic`, `related.merged`,
 * `related.target-closed`, `request.claim-lost`, `order.action-not-allowed`, `order.actor-not-allowed`.
 */
export function decideRelated(
  { database, clock }: { database: Database; clock: Clock },
  actor: StaffActor,
  input: DecideRelatedInput,
): Promise<DecideRelatedResult> {
  return database.db.transaction().execute(async (trx) => {
    const now = clock.now()
    const pair = { one: input.requestId, other: input.otherId, kind: input.kind }
    const orders = requireBoth(await lockOrderPair(trx, [input.requestId, input.otherId]))
    const link = await lockLink(trx, pair)
    if (link && (await wasDone(trx, orders.order.id, input.clientActionId))) {
      return { linkState: link.state, version: link.version }
    }
    checkLink(input, link, orders)
    const isMove = input.action === 'merge' || input.action === 'unmerge'
    if (isMove) await moveOrders(trx, { actor, input, now }, orders)
    else await record(trx, { actor, input, now }, orders)
    const state = stateAfter[input.action]
    const version = await saveLinkDecision(trx, { ...pair, state, by: actor.id, now })
    return { linkState: state, version }
  })
}
