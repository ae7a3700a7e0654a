import type { Db } from '../../db/client.ts'

const MOST = 20

export async function findAccountOfSession(
  db: Db,
  tokenHash: Buffer,
  now: Date,
): Promise<string | null> {
  const row = await db
    .selectFrom('citizen_sessions')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.account_id ?? null
}

/** The conversation that a new phone of this account goes on with. */
export async function findLatestConversation(db: Db, accountId: string): Promise<string | null> {
  const row = await db
    .selectFrom('citizen_conversations')
    .innerJoin('conversations', 'conversations.id', 'citizen_conversations.conversation_id')
    .select('conversations.id')
    .where('account_id', '=', accountId)
    .orderBy('conversations.updated_at', 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The numbers of what the account has filed, newest first. */
export async function listOwnNumbers(db: Db, accountId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('citizen_conversations as c')
    .innerJoin('service_requests as r', 'r.conversation_id', 'c.conversation_id')
    .select('r.request_no')
    .where('c.account_id', '=', accountId)
    .orderBy('r.registered_at', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ request_no }) => request_no)
}
