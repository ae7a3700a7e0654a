import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../../db/kernel/ids.ts'
import type { ChatDeps } from './chat-deps.ts'
import { insertConversation, insertTurn } from './conversation-store.ts'
import {
  type ConversationRow,
  findConversationByToken,
  loadConversation,
} from './conversation-view.ts'
import { createSay } from './texts.ts'
import { makeTurn } from './turn.ts'

/** 32 random bytes; only the hash is stored, so that a stolen table opens no conversation. */
function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

/** Begins a conversation with the assistant's greeting, which says that it is not a person. */
export async function openConversation(
  deps: ChatDeps,
  channel: string,
): Promise<{ conversation: ConversationRow; resumeToken: string }> {
  const resumeToken = randomBytes(32).toString('base64url')
  const conversation = await deps.database.db.transaction().execute(async (trx) => {
    const now = deps.clock.now()
    const id = newId(now.getTime())
    await insertConversation(trx, { id, channel, tokenHash: hashToken(resumeToken), now })
    await insertTurn(trx, deps.secrets, {
      conversationId: id,
      sender: 'assistant',
      turn: makeTurn(createSay(deps.pack.texts, 'zh')('greeting')),
      inReplyTo: null,
      now,
    })
    return loadConversation(trx, id)
  })
  return { conversation, resumeToken }
}

/** The conversation that this token opens, or null. */
export function resumeConversation(
  { database }: Pick<ChatDeps, 'database'>,
  token: string,
): Promise<ConversationRow | null> {
  return findConversationByToken(database.db, hashToken(token))
}
