import type { Db } from '../../db/client.ts'

/** Both orders of a pair, locked in the order of their ids, so that two people cannot wait for each other. */
export async function lockOrderPair(trx: Db, requestIds: readonly [string, string]) {
  const rows = await trx
    .selectFrom('work_orders')
    .selectAll()
    .where('request_id', 'in', [...requestIds])
    .orderBy('id')
    .forUpdate()
    .execute()
  const find = (requestId: string) => rows.find((row) => row.request_id === requestId) ?? null
  return { order: find(requestIds[0]), other: find(requestIds[1]) }
}

/** Writes into which order this one goes (null: into none any more) and raises its version. */
export async function setMergedInto(
  trx: Db,
  orderId: string,
  into: string | null,
): Promise<number> {
  const { version } = await trx
    .updateTable('work_orders')
    .set((eb) => ({
      merged_into: into,
      status: into === null ? ('awaiting_dispatch' as const) : ('merged' as const),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', orderId)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** The orders that are handled with this one, locked. */
export async function lockMergedInto(trx: Db, orderId: string) {
  return await trx
    .selectFrom('work_orders')
    .select(['id', 'request_id', 'version', 'status'])
    .where('merged_into', '=', orderId)
    .orderBy('id')
    .forUpdate()
    .execute()
}
