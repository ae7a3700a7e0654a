import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { closeDraft, insertProposal, insertTurn, saveDraft } from './conversation-store.ts'
import type { ConversationRow } from './conversation-view.ts'
import type { Draft } from './draft.ts'
import { type FileDeps, type Filed, fileDraft } from './file-draft.ts'
import type { ConversationState } from './state.ts'
import type { Effect } from './step.ts'
import type { Turn } from './turn.ts'

/** One message's answer, decided and not yet written. */
export interface Reply {
  messageId: string
  draft: Draft | null
  turns: Turn[]
  effects: Effect[]
}

/** What one run of the job writes. */
export interface Answer {
  conversation: ConversationRow
  state: ConversationState
  replies: Reply[]
  /** Filled while the answer is written: requests that a typed "confirm" has filed. */
  filed: Filed[]
}

interface Writing {
  reply: Reply
  answer: Answer
  now: Date
}

/** Writes one reply: the draft, what it brings about, and its turns, in the caller's transaction. */
export async function writeReply(trx: Db, deps: FileDeps, writing: Writing): Promise<void> {
  const { reply, now } = writing
  const { conversation } = writing.answer
  const { id: conversationId, channel } = conversation
  if (reply.draft) {
    await saveDraft(trx, deps.secrets, { draft: reply.draft, conversationId, channel, now })
  }
  const turns = [...reply.turns]
  for (const effect of reply.effects) {
    const turn = await carryOut(trx, deps, { ...writing, effect })
    if (turn) turns.push(turn)
  }
  for (const turn of turns) {
    await insertTurn(trx, deps.secrets, {
      conversationId,
      sender: 'assistant',
      turn,
      inReplyTo: reply.messageId,
      now,
    })
  }
}

async function carryOut(
  trx: Db,
  deps: FileDeps,
  { reply, answer, now, effect }: Writing & { effect: Effect },
): Promise<Turn | null> {
  const { draft } = reply
  switch (effect.type) {
    case 'keep-proposal':
      if (draft?.proposalId) {
        const { packVersionId } = deps
        const { proposal } = effect
        const key = { id: draft.proposalId, draftId: draft.id }
        await insertProposal(trx, { ...key, packVersionId, proposal, now })
      }
      return null
    case 'file': {
      if (!draft) return null
      const filed = await fileDraft(trx, deps, {
        conversation: { ...answer.conversation, state: answer.state },
        draft,
        now,
      })
      answer.filed.push(filed)
      return filed.receipt
    }
    case 'discard':
      if (draft) await closeDraft(trx, draft.id, { state: 'discarded', now })
      return null
    case 'alarm':
    case 'human-wanted':
      await recordForStaff(trx, { conversationId: answer.conversation.id, reply, effect, now })
      return null
  }
}

/** R11-1: what was shown, to which number, on which message. The words themselves stay in the conversation. */
async function recordForStaff(
  trx: Db,
  record: {
    conversationId: string
    reply: Reply
    effect: Extract<Effect, { type: 'alarm' | 'human-wanted' }>
    now: Date
  },
): Promise<void> {
  const { effect, reply } = record
  await appendAuditEvent(trx, {
    at: record.now,
    actorKind: 'system',
    actorId: null,
    action: effect.type === 'alarm' ? 'emergency.shown' : 'human.wanted',
    subject: `conversation:${record.conversationId}`,
    detail: {
      message_id: reply.messageId,
      ...(effect.type === 'alarm' ? { number: effect.number } : {}),
    },
  })
}
