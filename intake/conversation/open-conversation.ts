import { randomBytes } from 'node:crypto'
import { newId } from '../../db/kernel/ids.ts'
import type { ChatDeps } from './chat-deps.ts'
import { insertConversation, insertTurn } from './conversation-store.ts'
import {
  type ConversationRow,
  findConversationByToken,
  loadConversation,
} from './conversation-view.ts'
import { findByDeviceToken } from './key-store.ts'
import { hashToken, redeemPickupCode } from './pickup-code.ts'
import { createSay } from './texts.ts'
import { makeTurn } from './turn.ts'

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

/** The conversation that this token opens, or null; another device has a token of its own. */
export async function resumeConversation(
  { database }: Pick<ChatDeps, 'database'>,
  token: string,
): Promise<ConversationRow | null> {
  const hash = hashToken(token)
  const first = await findConversationByToken(database.db, hash)
  if (first) return first
  const id = await findByDeviceToken(database.db, hash)
  return id === null ? null : loadConversation(database.db, id)
}

/** The conversation that a pickup code opens, with this device's own token; null where the code is no good. */
export async function pickUpConversation(
  { database, clock }: Pick<ChatDeps, 'database' | 'clock'>,
  code: string,
): Promise<{ conversation: ConversationRow; resumeToken: string } | null> {
  return database.db.transaction().execute(async (trx) => {
    const found = await redeemPickupCode(trx, code, clock.now())
    if (!found) return null
    const conversation = await loadConversation(trx, found.conversationId)
    return { conversation, resumeToken: found.resumeToken }
  })
}
