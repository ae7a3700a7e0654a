import type { Db } from '../../db/client.ts'

/** Which of these rows were taken in before. */
export async function findImported(
  db: Db,
  source: string,
  externalIds: readonly string[],
): Promise<Set<string>> {
  if (externalIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('imported_requests')
    .select('external_id')
    .where('source', '=', source)
    .where('external_id', 'in', externalIds)
    .execute()
  return new Set(rows.map((row) => row.external_id))
}
