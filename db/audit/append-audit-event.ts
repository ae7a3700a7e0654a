import type { Db } from '../client.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { ActorKind } from '../schema/columns.ts'
import { chainTime, linkHash } from './chain.ts'

export interface NewAuditEvent {
  at: Date
  actorKind: ActorKind
  /** Login or id of a person; absent for a citizen, who need not be known (R9), and for the system. */
  actorId?: string | null
  /** `area.verb`, for example `requester.reveal`. */
  action: string
  /** `kind:id`, for example `request:…`. */
  subject: string
  /** Why, where a reason must be given. */
  purpose?: string
  /** Ids and codes, never a requester's identity: the audit trail is kept for longer than that may be. */
  detail?: Record<string, unknown>
}

export interface ChainPosition {
  seq: number
  hash: string
}

/**
 * Adds a link to the one audit chain. Appends of all processes stand in line for the head until the transaction ends:
 * call it late, after the rows that the transaction changes are locked, and keep the transaction short.
 */
export async function appendAuditEvent(trx: Db, event: NewAuditEvent): Promise<ChainPosition> {
  return await appendAuditLink(trx, await lockAuditHead(trx), event)
}

/** Locks and reads the newest link. */
export async function lockAuditHead(trx: Db): Promise<ChainPosition> {
  // Outside a transaction the lock would end at once, and two links could follow the same one.
  if (!trx.isTransaction) throw new Error('an audit event needs a transaction')
  return await trx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function appendAuditLink(
  trx: Db,
  head: ChainPosition,
  event: NewAuditEvent,
): Promise<ChainPosition> {
  const link = {
    seq: head.seq + 1,
    at: chainTime(event.at),
    actor_kind: event.actorKind,
    actor_id: event.actorId ?? null,
    action: event.action,
    subject: event.subject,
    purpose: event.purpose ?? null,
    detail: event.detail ?? {},
    prev_hash: head.hash,
  }
  const position = { seq: link.seq, hash: linkHash(link) }
  await trx
    .insertInto('audit_events')
    .values({ ...link, at: event.at, detail: canonicalJson(link.detail), hash: position.hash })
    .execute()
  await trx.updateTable('audit_head').set(position).execute()
  return position
}
