import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { bindToMessage } from '../attachments/attachment-store.ts'
import type { Pin } from '../protocol/chat-frames.ts'
import {
  accepted,
  type ChatDeps,
  type Received,
  wakeConversation,
  wakeReception,
} from './chat-deps.ts'
import { maskIdentity } from './contact.ts'
import { findSent, insertCitizenMessage, lockConversation } from './conversation-store.ts'
import { findLiveHandOver } from './hand-over-store.ts'
import { maskLookup } from './intent.ts'

export const ANSWER_CONVERSATION = 'intake.answer-conversation'

/** The promise that this message will be answered: written in the message's own transaction. */
export function enqueueAnswer(trx: Db, conversationId: string, now: Date) {
  return enqueueJob(trx, {
    name: ANSWER_CONVERSATION,
    payload: { conversation_id: conversationId },
    now,
  })
}

export interface SentMessage {
  clientMessageId: string
  text: string
  choice?: string | undefined
  /** Ids of uploads of this conversation. */
  attachments?: readonly string[] | undefined
  pin?: Pin | undefined
}

/**
 * Stores one message of the citizen with the job that answers it; the caller acknowledges after this returns, which is
 * after the commit (promise 1). The same client message id again changes nothing and is acknowledged with the first seq.
 */
export async function receiveMessage(
  deps: ChatDeps,
  conversationId: string,
  input: SentMessage,
): Promise<Received> {
  const { database, clock, secrets } = deps
  const attachments = [...new Set(input.attachments ?? [])]
  const stored = await database.db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId)
    const earlier = await findSent(trx, conversationId, input.clientMessageId)
    if (earlier !== null) return { seq: earlier, attended: false, jobId: null }
    const now = clock.now()
    const answersContact = conversation.state.asks === 'contact' && input.choice === undefined
    const { id: messageId, seq } = await insertCitizenMessage(trx, secrets, {
      conversationId,
      clientMessageId: input.clientMessageId,
      kind: 'text',
      text: input.text,
      masked: maskLookup(maskIdentity(input.text, { answersContact })),
      ...(input.choice === undefined ? {} : { choice: input.choice }),
      ...(input.pin === undefined ? {} : { pin: input.pin }),
      attachments: attachments.length,
      now,
    })
    const bound = await bindToMessage(trx, { conversationId, messageId, ids: attachments })
    // Nothing is lost silently: the client uploads again and sends the same message.
    if (bound < attachments.length) throw new AppError('attachment.unknown')
    const live = await findLiveHandOver(trx, conversationId)
    const attended = live?.state === 'taken'
    return { seq, attended, jobId: await enqueueAnswer(trx, conversationId, now) }
  })
  if (stored.jobId === null) return accepted(stored.seq, true)
  deps.hurry(stored.jobId)
  wakeConversation(deps, conversationId)
  if (stored.attended) wakeReception(deps, conversationId)
  return accepted(stored.seq, false, !stored.attended)
}
