import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'

/** False where the name is taken. */
export async function insertToken(
  db: Db,
  row: { name: string; hash: Buffer; now: Date },
): Promise<boolean> {
  const inserted = await db
    .insertInto('call_tokens')
    .values({
      id: newId(row.now.getTime()),
      name: row.name,
      token_hash: row.hash,
      created_at: row.now,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function revokeToken(db: Db, name: string, now: Date): Promise<boolean> {
  const done = await db
    .updateTable('call_tokens')
    .set({ revoked_at: now })
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

export async function touchToken(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('call_tokens').set({ last_used_at: now }).where('id', '=', id).execute()
}
