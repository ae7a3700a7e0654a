import type { Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import { type Attachment, type Pin, pin as pinSchema } from '../protocol/chat-frames.ts'
import { listOfRequest, showAttachment } from './attachment-view.ts'

export interface Evidence {
  attachments: Attachment[]
  pin: Pin | null
}

/**
 * What the citizen sent with a request besides words, for whoever handles it: a part of a divided request shows what
 * came with the whole. Who may see the request is decided by the caller.
 */
export async function loadEvidence(
  { db, secrets, clock }: { db: Db; secrets: Secrets; clock: Clock },
  key: { requestId: string } | { orderId: string },
): Promise<Evidence> {
  const row = await db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select(['r.id', 'r.parent_request_id', 'r.elements'])
    .where((eb) =>
      'orderId' in key ? eb('o.id', '=', key.orderId) : eb('r.id', '=', key.requestId),
    )
    .executeTakeFirst()
  if (!row) return { attachments: [], pin: null }
  const ids = row.parent_request_id === null ? [row.id] : [row.id, row.parent_request_id]
  const files = (await Promise.all(ids.map((id) => listOfRequest(db, id)))).flat()
  const pin = pinSchema.safeParse((row.elements as { pin?: unknown } | null)?.pin)
  const now = clock.now()
  return {
    attachments: files.map((file) => showAttachment(file, secrets, now)),
    pin: pin.success ? pin.data : null,
  }
}
