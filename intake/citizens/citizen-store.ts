import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'

/** The account of this openid, made on first sight. */
export async function findOrMakeAccount(trx: Db, openidIndex: Buffer, now: Date): Promise<string> {
  await trx
    .insertInto('citizen_accounts')
    .values({ id: newId(now.getTime()), openid_index: openidIndex, created_at: now })
    .onConflict((conflict) => conflict.column('openid_index').doNothing())
    .execute()
  const { id } = await trx
    .selectFrom('citizen_accounts')
    .select('id')
    .where('openid_index', '=', openidIndex)
    .executeTakeFirstOrThrow()
  return id
}

export async function insertSession(
  trx: Db,
  session: { tokenHash: Buffer; accountId: string; now: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .insertInto('citizen_sessions')
    .values({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      created_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
  await trx.deleteFrom('citizen_sessions').where('expires_at', '<', session.now).execute()
}

/** A conversation belongs to the account that linked it first: a borrowed phone takes nobody's away. */
export async function linkConversation(
  trx: Db,
  link: { accountId: string; conversationId: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('citizen_conversations')
    .values({
      conversation_id: link.conversationId,
      account_id: link.accountId,
      linked_at: link.now,
    })
    .onConflict((conflict) => conflict.column('conversation_id').doNothing())
    .execute()
}
