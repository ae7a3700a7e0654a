import type { Db } from '../../db/client.ts'
import { accepted, type ChatDeps, type Received, refused, wakeConversation } from './chat-deps.ts'
import {
  advanceConversation,
  closeDraft,
  findSent,
  insertCitizenMessage,
  insertTurn,
  lockConversation,
  setDraftState,
} from './conversation-store.ts'
import {
  type ConversationRow,
  findDraft,
  loadDrafts,
  oldestUnansweredAt,
} from './conversation-view.ts'
import { discardedTurn } from './draft-steps.ts'
import { type DraftKey, findDraftAt } from './edit-draft.ts'
import { type Filed, fileDraft, receiptTurn } from './file-draft.ts'
import { withoutOpen } from './several-drafts.ts'
import { showRemaining } from './show-remaining.ts'
import type { Standing } from './step.ts'
import { createSay, type Say } from './texts.ts'
import type { Turn } from './turn.ts'

/** Words that were just sent change the summary: it is not confirmed over them, unless their answer is overdue. */
const PATIENCE_MS = 30_000

/**
 * A person confirms: draft, requester, request, order, event, audit, job and receipt are one transaction. The same press
 * again, or a press in a second window, is acknowledged and leads to the same receipt.
 */
export async function confirmDraft(
  deps: ChatDeps,
  conversationId: string,
  key: DraftKey,
): Promise<Received> {
  const result = await deps.database.db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId)
    const earlier = await findSent(trx, conversationId, key.clientMessageId)
    if (earlier !== null) return { received: accepted(earlier, true), filed: null }
    const found = await findDraftAt(trx, deps, { conversation, key })
    if ('refusal' in found) {
      const received =
        found.state === 'confirmed' ? accepted(conversation.lastSeq, true) : found.refusal
      return { received, filed: null }
    }
    const now = deps.clock.now()
    const waiting = await oldestUnansweredAt(trx, conversation)
    if (waiting && now.getTime() - waiting.getTime() < PATIENCE_MS) {
      return { received: refused('chat.draft-changing', { retryAfterMs: 1500 }), filed: null }
    }
    const say = createSay(deps.pack.texts, conversation.state.language)
    const filed = await fileDraft(trx, deps, { conversation, draft: found.draft, now })
    const text = say('reply.confirm')
    const turn = await receiptTurn(trx, deps, { filed, state: conversation.state })
    const seq = await closeTalk(trx, deps, {
      conversation,
      clientMessageId: key.clientMessageId,
      kind: 'draft_confirm',
      text,
      turn,
      say,
      now,
    })
    return { received: accepted(seq), filed }
  })
  if (result.filed) {
    announceArrival(deps, result.filed)
    wakeConversation(deps, conversationId)
  }
  return result.received
}

/** Wakes the dispatchers' screens; the queue itself is read from the database. */
export function announceArrival({ pubsub }: Pick<ChatDeps, 'pubsub'>, filed: Filed): void {
  pubsub.publish('console', {
    type: 'request-arrived',
    request_id: filed.registered.requestId,
    emergency: filed.emergency,
  })
}

/** The citizen's press, the answer to it, and a talk that is free for the next matter. */
async function closeTalk(
  trx: Db,
  deps: ChatDeps,
  end: {
    conversation: ConversationRow
    clientMessageId: string
    kind: 'draft_confirm' | 'draft_discard'
    text: string
    turn: Turn
    say: Say
    now: Date
  },
): Promise<number> {
  const { conversation, now } = end
  const message = await insertCitizenMessage(trx, deps.secrets, {
    conversationId: conversation.id,
    clientMessageId: end.clientMessageId,
    kind: end.kind,
    text: end.text,
    masked: end.text,
    now,
  })
  const rest = await takeUpRest(trx, deps, end)
  for (const turn of rest.turn ? [end.turn, rest.turn] : [end.turn]) {
    await insertTurn(trx, deps.secrets, {
      conversationId: conversation.id,
      sender: 'assistant',
      turn,
      inReplyTo: message.id,
      now,
    })
  }
  const { id, stateVersion } = conversation
  const options = rest.turn === null ? end.turn.quick_replies : rest.standing.state.options
  const state = { ...rest.standing.state, options }
  await advanceConversation(trx, { id, stateVersion, state, now })
  return message.seq
}

/** Another draft that waits takes the place of the one that was closed. */
async function takeUpRest(
  trx: Db,
  deps: ChatDeps,
  { conversation, say }: { conversation: ConversationRow; say: Say },
) {
  const drafts = await loadDrafts(trx, deps.secrets, conversation.id)
  const standing: Standing = { state: conversation.state, ...drafts, handOver: null }
  const next = standing.draft === null ? withoutOpen(standing, false) : standing
  if (next.draft && standing.draft === null) await setDraftState(trx, next.draft.id, 'open')
  return showRemaining(next, say)
}

/** Gives an open draft up; the words stay in the conversation. A draft that is closed already stays as it is. */
export async function discardDraft(
  deps: ChatDeps,
  conversationId: string,
  input: { clientMessageId: string; draftId: string },
): Promise<Received> {
  const received = await deps.database.db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId)
    const earlier = await findSent(trx, conversationId, input.clientMessageId)
    if (earlier !== null) return accepted(earlier, true)
    const found = await findDraft(trx, deps.secrets, { conversationId, draftId: input.draftId })
    if (!found) return refused('chat.draft-not-found')
    const now = deps.clock.now()
    if (!(await closeDraft(trx, found.draft.id, { state: 'discarded', now }))) {
      return found.state === 'discarded'
        ? accepted(conversation.lastSeq, true)
        : refused('chat.draft-closed')
    }
    const say = createSay(deps.pack.texts, conversation.state.language)
    const turn = discardedTurn(found.draft, say)
    const { clientMessageId } = input
    const kind = 'draft_discard' as const
    const end = { conversation, clientMessageId, kind, text: '', turn, say, now }
    return accepted(await closeTalk(trx, deps, end))
  })
  if (received.type === 'accepted' && !received.duplicate) wakeConversation(deps, conversationId)
  return received
}
