import type { Db } from '../../db/client.ts'

/** A further key to a conversation: a code for one use, or the token of another device. */
export async function insertKey(
  trx: Db,
  key: {
    hash: Buffer
    conversationId: string
    kind: 'code' | 'token'
    now: Date
    expiresAt: Date | null
  },
): Promise<void> {
  await trx
    .insertInto('conversation_keys')
    .values({
      key_hash: key.hash,
      conversation_id: key.conversationId,
      kind: key.kind,
      created_at: key.now,
      expires_at: key.expiresAt,
    })
    .execute()
}

/** Uses a code up; the conversation that it opens, or null. */
export async function takeCode(trx: Db, hash: Buffer, now: Date): Promise<string | null> {
  const row = await trx
    .updateTable('conversation_keys')
    .set({ used_at: now })
    .where('key_hash', '=', hash)
    .where('kind', '=', 'code')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('conversation_id')
    .executeTakeFirst()
  return row?.conversation_id ?? null
}

/** The conversation of another device's token, or null. */
export async function findByDeviceToken(db: Db, hash: Buffer): Promise<string | null> {
  const row = await db
    .selectFrom('conversation_keys')
    .select('conversation_id')
    .where('key_hash', '=', hash)
    .where('kind', '=', 'token')
    .executeTakeFirst()
  return row?.conversation_id ?? null
}
