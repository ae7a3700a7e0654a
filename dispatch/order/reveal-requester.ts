import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import { revealRequester } from '../../db/identity/requester-store.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Actor } from './actor.ts'
import { loadOrder } from './order-view.ts'
import { selectRequesterId } from './request-store.ts'

/**
 * Shows who asked, to somebody who may see it, with the purpose written into the audit trail first (promise 3): if the
 * log line cannot be written, nothing is shown.
 */
export async function revealOrderRequester(
  deps: { database: Database; clock: Clock; secrets: Secrets },
  actor: Extract<Actor, { kind: 'staff' }>,
  input: { orderId: string; purpose: string },
): Promise<{ name: string | null; phone: string | null }> {
  const now = deps.clock.now()
  const order = await loadOrder(deps.database.db, actor, input.orderId, now)
  if (!order.may_reveal) throw new AppError('order.actor-not-allowed')
  return deps.database.db.transaction().execute(async (trx) => {
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      action: 'requester.revealed',
      subject: `order:${input.orderId}`,
      purpose: input.purpose,
    })
    const requesterId = await selectRequesterId(trx, input.orderId)
    if (requesterId === null) return { name: null, phone: null }
    return revealRequester(trx, deps.secrets, requesterId)
  })
}
