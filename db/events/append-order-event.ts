import { appendAuditLink, type ChainPosition, lockAuditHead } from '../audit/append-audit-event.ts'
import { CHAIN_START, chainTime, linkHash } from '../audit/chain.ts'
import type { Db } from '../client.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { ActorKind } from '../schema/columns.ts'

export interface NewOrderEvent {
  orderId: string
  /** In the past tense: `dispatched`. */
  type: string
  at: Date
  actorKind: ActorKind
  actorId?: string | null
  unitCode?: string | null
  /** Shown in the citizen's timeline. */
  public?: boolean
  /** One press of a button; a second event with the same one breaks a constraint. */
  clientActionId?: string | null
  payload: Record<string, unknown>
}

/**
 * Adds to an order's history, and to the audit chain an event that carries the new hash: a cut end of one order's
 * history shows there. Like every append, it stands in line until the transaction ends: call it late.
 * Returns the event's number in its order.
 */
export async function appendOrderEvent(trx: Db, event: NewOrderEvent): Promise<number> {
  const head = await lockAuditHead(trx)
  const last = await findLast(trx, event.orderId)
  const link = {
    order_id: event.orderId,
    seq: (last?.seq ?? 0) + 1,
    type: event.type,
    at: chainTime(event.at),
    actor_kind: event.actorKind,
    actor_id: event.actorId ?? null,
    unit_code: event.unitCode ?? null,
    public: event.public ?? false,
    client_action_id: event.clientActionId ?? null,
    payload: event.payload,
    prev_hash: last?.hash ?? CHAIN_START,
  }
  const position = { seq: link.seq, hash: linkHash(link) }
  await trx
    .insertInto('order_events')
    .values({ ...link, at: event.at, payload: canonicalJson(link.payload), hash: position.hash })
    .execute()
  await appendAuditLink(trx, head, {
    at: event.at,
    actorKind: event.actorKind,
    actorId: link.actor_id,
    action: `order.${event.type}`,
    subject: `order:${event.orderId}`,
    detail: { ...position },
  })
  return position.seq
}

/** Read after the head is locked, so that no other process is adding to this order. */
async function findLast(trx: Db, orderId: string): Promise<ChainPosition | undefined> {
  return await trx
    .selectFrom('order_events')
    .select(['seq', 'hash'])
    .where('order_id', '=', orderId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}
