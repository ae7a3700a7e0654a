import type { Db } from '../../db/client.ts'
import { proposal as proposalSchema } from '../proposal/proposal.ts'

/** The request that is to be separated, with the newest proposal. */
export async function loadWhole(trx: Db, requestId: string) {
  const request = await trx
    .selectFrom('service_requests')
    .selectAll()
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow()
  const newest = await trx
    .selectFrom('proposals')
    .select('body')
    .where((eb) =>
      eb.or([
        eb('request_id', '=', requestId),
        ...(request.draft_id === null ? [] : [eb('draft_id', '=', request.draft_id)]),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const parsed = proposalSchema.safeParse(newest?.body)
  return { request, proposal: parsed.success ? parsed.data : null }
}

/** The separated parts with their orders, in their order; those that were joined again are `merged`. */
export async function listParts(db: Db, requestId: string) {
  return db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select([
      'r.id',
      'r.request_no',
      'r.part_no',
      'r.title',
      'r.description',
      'o.id as order_id',
      'o.order_no',
      'o.status',
    ])
    .where('r.parent_request_id', '=', requestId)
    .orderBy('r.part_no')
    .execute()
}

/** Which of its own words a request stands for after a separation; null: all of them. */
export async function setPartText(trx: Db, requestId: string, text: string | null): Promise<void> {
  const row = await trx
    .selectFrom('service_requests')
    .select('elements')
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow()
  const { part_text: _, ...elements } = (row.elements ?? {}) as Record<string, unknown>
  await trx
    .updateTable('service_requests')
    .set({
      elements: JSON.stringify(text === null ? elements : { ...elements, part_text: text }),
    })
    .where('id', '=', requestId)
    .execute()
}

/** Closes a part that goes back: its words are handled with the first order, and the chat hears of that one alone. */
export async function closePart(
  trx: Db,
  part: { requestId: string; orderId: string; into: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('work_orders')
    .set((eb) => ({
      status: 'merged' as const,
      merged_into: part.into,
      closed_at: part.now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', part.orderId)
    .execute()
  await trx
    .updateTable('service_requests')
    .set({ conversation_id: null })
    .where('id', '=', part.requestId)
    .execute()
}
