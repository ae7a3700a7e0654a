import type { Db } from '../../db/client.ts'

/** Requests of one's own that are not over: of this conversation, and those that number and code have opened in it. */
export async function listOwnOpen(
  db: Db,
  { conversationId, known }: { conversationId: string; known: readonly string[] },
): Promise<{ id: string; requestNo: string }[]> {
  const rows = await db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select(['r.id', 'r.request_no'])
    .where((eb) =>
      eb.or([
        eb('r.conversation_id', '=', conversationId),
        ...(known.length > 0 ? [eb('r.request_no', 'in', [...known])] : []),
      ]),
    )
    .where('o.status', 'not in', ['closed', 'withdrawn', 'terminated'])
    .orderBy('r.registered_at', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => ({ id: row.id, requestNo: row.request_no }))
}
