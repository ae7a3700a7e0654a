import type { Db } from '../../db/client.ts'

/** False where the row is there already: then nothing else of it may be written. */
export async function insertImported(
  trx: Db,
  row: { source: string; externalId: string; requestId: string; now: Date },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('imported_requests')
    .values({
      source: row.source,
      external_id: row.externalId,
      request_id: row.requestId,
      imported_at: row.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst()
  return inserted !== undefined
}
