import { z } from 'zod'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { defineJob } from '../../db/jobs/job.ts'
import { newId } from '../../db/kernel/ids.ts'
import { listConversationProgress } from '../../dispatch/order/progress-view.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import type { Ask } from '../../kb/answer/ask-result.ts'
import { answerMessage } from './answer-message.ts'
import { findProgress } from './ask-progress.ts'
import { type ChatDeps, wakeConversation } from './chat-deps.ts'
import { afterReceipt } from './choices.ts'
import { announceArrival } from './confirm-draft.ts'
import {
  advanceConversation,
  closeDraft,
  insertProposal,
  insertTurn,
  lockConversation,
  saveDraft,
} from './conversation-store.ts'
import {
  type ConversationRow,
  listUnanswered,
  loadConversation,
  loadOpenDraft,
} from './conversation-view.ts'
import type { Draft } from './draft.ts'
import { type Filed, fileDraft } from './file-draft.ts'
import { ANSWER_CONVERSATION, enqueueAnswer } from './receive-message.ts'
import type { ConversationState } from './state.ts'
import type { Effect, Standing, Step } from './step.ts'
import { createSay } from './texts.ts'
import type { Turn } from './turn.ts'
import { createUnderstanding } from './understand.ts'

export type AnswerDeps = Omit<ChatDeps, 'hurry'> & { propose: Propose; ask: Ask }

/** One message's answer, decided and not yet written. */
interface Reply {
  messageId: string
  draft: Draft | null
  turns: Turn[]
  effects: Effect[]
}

interface Prepared {
  conversation: ConversationRow
  answeredSeq: number
  state: ConversationState
  replies: Reply[]
  /** Filled while the answer is written: requests that a typed "confirm" has filed. */
  filed: Filed[]
}

const payload = z.object({ conversation_id: z.string() })

/**
 * Answers what the citizen has said. Understanding is slow and happens outside any transaction; the turns, the draft
 * and where the conversation stands are then written together, if nobody else has moved the conversation meanwhile.
 * If somebody has, a new job understands again from there: every message is answered once, in order.
 */
export function createAnswerJob(deps: AnswerDeps) {
  return defineJob<z.infer<typeof payload>, Prepared | null>({
    name: ANSWER_CONVERSATION,
    payload,
    prepare: ({ conversation_id }) => prepareAnswer(deps, conversation_id),
    apply: async (trx, { conversation_id }, prepared) => {
      if (!prepared) return
      const conversation = await lockConversation(trx, conversation_id)
      const now = deps.clock.now()
      if (conversation.stateVersion !== prepared.conversation.stateVersion) {
        await enqueueAnswer(trx, conversation_id, now)
        return
      }
      for (const reply of prepared.replies) {
        await writeReply(trx, deps, { conversation, reply, prepared, now })
      }
      const { answeredSeq, state } = prepared
      const { id, stateVersion } = conversation
      await advanceConversation(trx, { id, stateVersion, state, answeredSeq, now })
    },
    committed: ({ conversation_id }, prepared) => {
      wakeConversation(deps, conversation_id)
      for (const filed of prepared?.filed ?? []) announceArrival(deps, filed)
      for (const effect of prepared?.replies.flatMap((reply) => reply.effects) ?? []) {
        if (effect.type === 'alarm') raiseAlarm(deps, conversation_id, effect)
      }
    },
  })
}

async function prepareAnswer(deps: AnswerDeps, conversationId: string): Promise<Prepared | null> {
  const { database, secrets } = deps
  const conversation = await loadConversation(database.db, conversationId)
  const { answeredSeq } = conversation
  const messages = await listUnanswered(database.db, secrets, {
    conversationId,
    afterSeq: answeredSeq,
  })
  const last = messages.at(-1)
  if (!last) return null
  const understanding = createUnderstanding(
    {
      ...deps,
      ownProgress: () => ownProgress(deps, conversationId),
      lookUpProgress: (key) => findProgress(database.db, deps, key),
    },
    conversation.channel,
  )
  let standing: Standing = {
    state: conversation.state,
    draft: await loadOpenDraft(database.db, secrets, conversationId),
  }
  const replies: Reply[] = []
  for (const message of messages) {
    const tools = { understanding, texts: deps.pack.texts, newDraftId: newId() }
    const step = nameProposal(await answerMessage(standing, message, tools))
    replies.push({
      messageId: message.id,
      draft: step.draft,
      turns: step.turns,
      effects: step.effects,
    })
    standing = afterStep(deps, step)
  }
  return { conversation, answeredSeq: last.seq, state: standing.state, replies, filed: [] }
}

async function ownProgress({ database, pack }: AnswerDeps, conversationId: string) {
  const found = await listConversationProgress(
    { db: database.db, texts: pack.texts },
    conversationId,
  )
  return found.map((progress) => ({ type: 'progress' as const, ...progress }))
}

/** The proposal that the summary rests on gets its id now, so that draft and proposal name each other. */
function nameProposal(step: Step): Step {
  const kept = step.effects.some((effect) => effect.type === 'keep-proposal')
  return kept && step.draft ? { ...step, draft: { ...step.draft, proposalId: newId() } } : step
}

/** Where the next message of the same batch starts from: a filed or discarded draft is closed. */
function afterStep({ pack }: AnswerDeps, step: Step): Standing {
  const closes = step.effects.some((e) => e.type === 'file' || e.type === 'discard')
  if (!closes) return { state: step.state, draft: step.draft }
  const options = afterReceipt(createSay(pack.texts, step.state.language))
  return { state: { ...step.state, asks: null, options, offer: null }, draft: null }
}

interface Writing {
  conversation: ConversationRow
  reply: Reply
  prepared: Prepared
  now: Date
}

async function writeReply(trx: Db, deps: AnswerDeps, writing: Writing): Promise<void> {
  const { conversation, reply, now } = writing
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
  deps: AnswerDeps,
  { conversation, reply, prepared, now, effect }: Writing & { effect: Effect },
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
        conversation: { ...conversation, state: prepared.state },
        draft,
        now,
      })
      prepared.filed.push(filed)
      return filed.receipt
    }
    case 'discard':
      if (draft) await closeDraft(trx, draft.id, { state: 'discarded', now })
      return null
    case 'alarm':
    case 'human-wanted':
      await recordForStaff(trx, { conversationId: conversation.id, reply, effect, now })
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
    action: effect.type === 'alarm' ? 'emergency.shown' : 'human.wanted',
    subject: `conversation:${record.conversationId}`,
    detail: {
      message_id: reply.messageId,
      ...(effect.type === 'alarm' ? { number: effect.number } : {}),
    },
  })
}

function raiseAlarm(
  { pubsub, clock }: AnswerDeps,
  conversationId: string,
  effect: Extract<Effect, { type: 'alarm' }>,
): void {
  pubsub.publish('console', {
    type: 'alarm',
    conversation_id: conversationId,
    number: effect.number,
    text: effect.text.slice(0, 500),
    at: clock.now().toISOString(),
  })
}
