import { AppError, type ErrorCode } from '../../db/kernel/errors.ts'
import type { ClientFrame } from '../protocol/chat-frames.ts'
import { askProgress } from './ask-progress.ts'
import type { ChatDeps, Received } from './chat-deps.ts'
import type { Refusal } from './chat-line.ts'
import { confirmDraft, discardDraft } from './confirm-draft.ts'
import { reviseDraft } from './edit-draft.ts'
import { receiveMessage } from './receive-message.ts'

/** Frames that change something; each is stored once, by its client message id. */
export type ActingFrame = Exclude<ClientFrame, { type: 'hello' | 'ping' }>

/** Hands a frame to its command. */
export function carryOutFrame(
  deps: ChatDeps,
  conversationId: string,
  frame: ActingFrame,
): Promise<Received> {
  const clientMessageId = frame.client_message_id
  switch (frame.type) {
    case 'message-send': {
      const { text, choice, attachments, pin } = frame
      const input = { clientMessageId, text, choice, attachments, pin }
      return receiveMessage(deps, conversationId, input)
    }
    case 'draft-edit':
      return reviseDraft(deps, conversationId, { ...draftKey(frame), changes: frame.changes })
    case 'draft-confirm':
      return confirmDraft(deps, conversationId, draftKey(frame))
    case 'draft-discard':
      return discardDraft(deps, conversationId, { clientMessageId, draftId: frame.draft_id })
    case 'progress-ask': {
      const { request_no: requestNo, query_code: queryCode } = frame
      return askProgress(deps, conversationId, { clientMessageId, requestNo, queryCode })
    }
  }
}

function draftKey(frame: Extract<ActingFrame, { draft_version: number }>) {
  return {
    clientMessageId: frame.client_message_id,
    draftId: frame.draft_id,
    draftVersion: frame.draft_version,
  }
}

/** What the client is told of a failure: ours in our own words, any other as an internal one, with a number to name. */
export function refusalOf(
  { log, clock }: Pick<ChatDeps, 'log' | 'clock'>,
  error: unknown,
  clientMessageId: string | null,
): [ErrorCode, Refusal] {
  if (error instanceof AppError && error.status < 500) return [error.code, { clientMessageId }]
  const requestId = `ws-${clock.now().getTime().toString(36)}`
  log.error({ err: error, requestId }, 'chat frame failed')
  return ['http.internal', { clientMessageId, retryAfterMs: 2000, values: { requestId } }]
}
