import { z } from 'zod'
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
import { advanceConversation, lockConversation } from './conversation-store.ts'
import { listUnanswered, loadConversation, loadOpenDraft } from './conversation-view.ts'
import { ANSWER_CONVERSATION, enqueueAnswer } from './receive-message.ts'
import type { Effect, Standing, Step } from './step.ts'
import { createSay } from './texts.ts'
import { createUnderstanding } from './understand.ts'
import { type Answer, type Reply, writeReply } from './write-reply.ts'

export type AnswerDeps = Omit<ChatDeps, 'hurry'> & { propose: Propose; ask: Ask }

interface Prepared extends Answer {
  answeredSeq: number
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
        await writeReply(trx, deps, { reply, answer: prepared, now })
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
    const tools = { understanding, pack: deps.pack, newDraftId: newId() }
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
