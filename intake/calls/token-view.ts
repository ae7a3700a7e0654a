import type { Db } from '../../db/client.ts'

export async function findToken(
  db: Db,
  hash: Buffer,
): Promise<{ id: string; name: string; lastUsedAt: Date | null } | null> {
  const row = await db
    .selectFrom('call_tokens')
    .select(['id', 'name', 'last_used_at'])
    .where('token_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, name: row.name, lastUsedAt: row.last_used_at } : null
}

export async function listTokens(db: Db) {
  return await db
    .selectFrom('call_tokens')
    .select(['name', 'created_at', 'last_used_at', 'revoked_at'])
    .orderBy('created_at')
    .execute()
}
