import { z } from 'zod'
import { defineJob } from '../../db/jobs/job.ts'
import { newId } from '../../db/kernel/ids.ts'
import { listProgressOf } from '../../dispatch/order/progress-view.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import type { Ask } from '../../kb/answer/ask-result.ts'
import { answerMessage } from './answer-message.ts'
import { findProgress } from './ask-progress.ts'
import { type ChatDeps, wakeConversation, wakeQueue, wakeReception } from './chat-deps.ts'
import { announceArrival } from './confirm-draft.ts'
import { advanceConversation, lockConversation } from './conversation-store.ts'
import { listUnanswered, loadConversation, loadDrafts } from './conversation-view.ts'
import { findRepeat, type RepeatDeps } from './find-repeat.ts'
import { findLiveHandOver } from './hand-over-store.ts'
import { ANSWER_CONVERSATION, enqueueAnswer } from './receive-message.ts'
import { withoutOpen } from './several-drafts.ts'
import { showRemaining } from './show-remaining.ts'
import type { Effect, Standing, Step } from './step.ts'
import { createSay } from './texts.ts'
import { createUnderstanding } from './understand.ts'
import { type Answer, type Reply, writeReply } from './write-reply.ts'

export type AnswerDeps = Omit<ChatDeps, 'hurry'> &
  Pick<RepeatDeps, 'embedder' | 'matterOf'> & { propose: Propose; ask: Ask }

interface Prepared extends Answer {
  answeredSeq: number
  /** A person answers, or is waited for: the reception's screens show what was said. */
  attended: boolean
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
      if (prepared) tellStaff(deps, conversation_id, prepared)
    },
  })
}

/** The screens of those on duty: danger and risk at once, and that somebody waits or has said something. */
function tellStaff(deps: AnswerDeps, conversationId: string, prepared: Prepared): void {
  const effects = prepared.replies.flatMap((reply) => reply.effects)
  for (const effect of effects) {
    if (effect.type === 'alarm' || effect.type === 'risk') raiseAlarm(deps, conversationId, effect)
  }
  const waits = effects.some((effect) => effect.type === 'hand-over')
  if (waits) wakeQueue(deps)
  if (waits || prepared.attended) wakeReception(deps, conversationId)
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
      ownProgress: (known) => ownProgress(deps, conversationId, known),
      lookUpProgress: (key) => findProgress(database.db, deps, key),
      findAgain: (asked) => findRepeat(deps, { conversationId, ...asked }),
    },
    conversation.channel,
  )
  const handOver = await findLiveHandOver(database.db, conversationId)
  let standing: Standing = {
    state: conversation.state,
    ...(await loadDrafts(database.db, secrets, conversationId)),
    handOver: handOver === null || handOver.state === 'ended' ? null : handOver.state,
  }
  const replies: Reply[] = []
  for (const message of messages) {
    const ids: string[] = []
    const newDraftId = (index: number) => {
      ids[index] ??= newId()
      return ids[index]
    }
    const tools = { understanding, pack: deps.pack, newDraftId }
    const step = nameProposals(await answerMessage(standing, message, tools))
    const { state, draft, parked, turns, effects } = step
    replies.push({ messageId: message.id, state, draft, parked, turns, effects })
    standing = afterStep(deps, step)
  }
  const attended = handOver !== null
  return {
    conversation,
    answeredSeq: last.seq,
    state: standing.state,
    replies,
    filed: [],
    attended,
  }
}

async function ownProgress(
  { database, pack }: AnswerDeps,
  conversationId: string,
  known: readonly string[],
) {
  const view = { db: database.db, texts: pack.texts }
  const found = await listProgressOf(view, { conversationId, known })
  return found.map((progress) => ({ type: 'progress' as const, ...progress }))
}

/** The proposals that the summaries rest on get their ids now, so that draft and proposal name each other. */
function nameProposals(step: Step): Step {
  const kept = new Set(step.effects.flatMap((e) => (e.type === 'keep-proposal' ? [e.draftId] : [])))
  const name = <D extends { id: string; proposalId: string | null }>(draft: D): D =>
    kept.has(draft.id) ? { ...draft, proposalId: newId() } : draft
  return { ...step, draft: step.draft ? name(step.draft) : null, parked: step.parked.map(name) }
}

/** Where the next message of the same batch starts from: what is filed is closed, another draft may wait. */
function afterStep({ pack }: AnswerDeps, step: Step): Standing {
  const { state, draft, parked, handOver } = step
  const standing = { state, draft, parked, handOver }
  if (!step.effects.some((effect) => effect.type === 'file')) return standing
  const say = createSay(pack.texts, state.language)
  return showRemaining(withoutOpen(standing, true), say).standing
}

function raiseAlarm(
  { pubsub, clock }: AnswerDeps,
  conversationId: string,
  effect: Extract<Effect, { type: 'alarm' | 'risk' }>,
): void {
  const isAlarm = effect.type === 'alarm'
  pubsub.publish('console', {
    type: 'alarm',
    conversation_id: conversationId,
    kind: isAlarm ? 'emergency' : 'risk',
    number: isAlarm ? effect.number : '',
    flags: isAlarm ? [] : effect.flags,
    text: effect.text.slice(0, 500),
    at: clock.now().toISOString(),
  })
}
