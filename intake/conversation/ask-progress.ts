import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { loadProgress } from '../../dispatch/order/progress-view.ts'
import type { ProgressCard } from '../protocol/chat-frames.ts'
import { accepted, type ChatDeps, type Received, wakeConversation } from './chat-deps.ts'
import {
  findSent,
  insertCitizenMessage,
  insertTurn,
  lockConversation,
} from './conversation-store.ts'
import { createSay } from './texts.ts'
import { progressTurn } from './triage-turns.ts'

type ProgressDeps = Pick<ChatDeps, 'secrets' | 'pack'>

/** One request by number and query code as a card, or null: a wrong code and an unknown number look the same. */
export async function findProgress(
  db: Db,
  { secrets, pack }: ProgressDeps,
  key: { requestNo: string; queryCode: string },
): Promise<ProgressCard | null> {
  try {
    const found = await loadProgress({ db, secrets, texts: pack.texts }, key)
    return { type: 'progress', ...found }
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.not-found') return null
    throw error
  }
}

/**
 * Shows the progress of one request in the chat (R9). `request.not-found` is an error frame and nothing is stored, so that
 * the form can be corrected; the code itself is never stored in clear.
 */
export async function askProgress(
  deps: ChatDeps,
  conversationId: string,
  input: { clientMessageId: string; requestNo: string; queryCode: string },
): Promise<Received> {
  const { database, clock, secrets, pack } = deps
  const received = await database.db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId)
    const earlier = await findSent(trx, conversationId, input.clientMessageId)
    if (earlier !== null) return accepted(earlier, true)
    const found = await findProgress(trx, deps, input)
    if (!found) throw new AppError('request.not-found')
    const now = clock.now()
    const say = createSay(pack.texts, conversation.state.language)
    const text = `${say('reply.progress')} ${found.request_no}`
    const message = await insertCitizenMessage(trx, secrets, {
      conversationId,
      clientMessageId: input.clientMessageId,
      kind: 'progress_ask',
      text,
      masked: text,
      now,
    })
    // What the assistant asked before stays asked: a look at the progress does not answer it.
    const turn = { ...progressTurn(say, [found]), asks: conversation.state.asks }
    await insertTurn(trx, secrets, {
      conversationId,
      sender: 'assistant',
      turn,
      inReplyTo: message.id,
      now,
    })
    return accepted(message.seq)
  })
  if (received.type === 'accepted' && !received.duplicate) wakeConversation(deps, conversationId)
  return received
}
