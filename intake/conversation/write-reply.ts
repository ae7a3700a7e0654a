import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { recordQuestion } from '../../kb/gap/record-question.ts'
import { countCitations } from '../../kb/usage/count-citations.ts'
import { insertAlarm } from './alarm-store.ts'
import type { ChatSettings } from './chat-settings.ts'
import {
  closeDraft,
  insertProposal,
  insertTurn,
  saveDraft,
  setDraftState,
} from './conversation-store.ts'
import type { ConversationRow } from './conversation-view.ts'
import type { Draft } from './draft.ts'
import { planExpiry } from './expire-drafts.ts'
import { type FileDeps, type Filed, fileDraft, receiptTurn } from './file-draft.ts'
import { wantPerson } from './hand-over-turn.ts'
import { actOnOrder } from './order-action-turn.ts'
import { makePickupCode } from './pickup-code.ts'
import { isReady } from './several-drafts.ts'
import type { ConversationState } from './state.ts'
import type { Effect } from './step.ts'
import { createSay } from './texts.ts'
import { makeTurn, type Turn } from './turn.ts'

export type ReplyDeps = FileDeps & { settings: ChatSettings }

/** One message's answer, decided and not yet written. */
export interface Reply {
  messageId: string
  /** As it stands after this message, before it is filed or given up. */
  state: ConversationState
  draft: Draft | null
  parked: readonly Draft[]
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

/** Writes one reply: the drafts, what it brings about, and its turns, in the caller's transaction. */
export async function writeReply(trx: Db, deps: ReplyDeps, writing: Writing): Promise<void> {
  const { reply, now } = writing
  const { id: conversationId } = writing.answer.conversation
  await saveDrafts(trx, deps, writing)
  const turns = [...reply.turns]
  for (const effect of reply.effects) {
    turns.push(...(await carryOut(trx, deps, { ...writing, effect })))
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
  const cards = turns.flatMap((turn) => turn.cards)
  const keys = cards.flatMap((card) => (card.type === 'answer' ? [card.article] : []))
  const { timezone } = deps.pack.meta
  await countCitations(trx, { keys, way: 'chat', now, timezone })
}

/** Parked ones first: at no moment are two drafts open. */
async function saveDrafts(trx: Db, deps: ReplyDeps, { reply, answer, now }: Writing) {
  const { id: conversationId, channel } = answer.conversation
  const row = { conversationId, channel, now }
  for (const draft of reply.parked) {
    await setDraftState(trx, draft.id, 'parked')
    await saveDraft(trx, deps.secrets, { ...row, draft, state: 'parked' })
  }
  for (const effect of reply.effects) {
    if (effect.type === 'discard')
      await closeDraft(trx, effect.draftId, { state: 'discarded', now })
  }
  if (reply.draft) await saveDraft(trx, deps.secrets, { ...row, draft: reply.draft })
  const first = reply.draft ?? reply.parked[0]
  if (first) await planExpiry(trx, { conversationId, now, keepDays: deps.settings.draftKeepDays })
}

async function carryOut(
  trx: Db,
  deps: ReplyDeps,
  writing: Writing & { effect: Effect },
): Promise<Turn[]> {
  const { reply, answer, now, effect } = writing
  const conversationId = answer.conversation.id
  const say = createSay(deps.pack.texts, reply.state.language)
  switch (effect.type) {
    case 'keep-proposal':
      await keepProposal(trx, deps, { ...writing, effect })
      return []
    case 'file':
      return fileAll(trx, deps, writing)
    case 'discard':
      return []
    case 'unanswered':
      await recordQuestion(trx, { ...effect.found, text: effect.question, origin: 'chat', now })
      return []
    case 'alarm':
    case 'risk':
      await raise(trx, { conversationId, reply, effect, now })
      return []
    case 'hand-over': {
      const turn = await wantPerson(trx, deps, {
        effect,
        conversationId,
        state: reply.state,
        say,
        now,
      })
      return turn ? [turn] : []
    }
    case 'order-action': {
      const { messageId, state } = reply
      const input = { effect, conversationId, known: state.known, messageId, say, now }
      return [await actOnOrder(trx, deps, input)]
    }
    case 'pickup-code': {
      const code = await makePickupCode(trx, conversationId, now)
      const { asks, options } = reply.state
      const turn = makeTurn(say('pickup.code', { code }), { asks, quick_replies: options })
      return [turn]
    }
  }
}

async function keepProposal(
  trx: Db,
  { packVersionId }: ReplyDeps,
  { reply, effect, now }: Writing & { effect: Extract<Effect, { type: 'keep-proposal' }> },
): Promise<void> {
  const draft = [reply.draft, ...reply.parked].find((one) => one?.id === effect.draftId)
  if (!draft?.proposalId) return
  const key = { id: draft.proposalId, draftId: draft.id }
  await insertProposal(trx, { ...key, packVersionId, proposal: effect.proposal, now })
}

/** The open draft and every one that was shown with it: each becomes a request with a receipt of its own. */
async function fileAll(trx: Db, deps: ReplyDeps, { reply, answer, now }: Writing): Promise<Turn[]> {
  if (!reply.draft) return []
  const conversation = { ...answer.conversation, state: reply.state }
  const turns: Turn[] = []
  for (const draft of [...reply.parked.filter(isReady), reply.draft]) {
    const filed = await fileDraft(trx, deps, { conversation, draft, now })
    answer.filed.push(filed)
    turns.push(await receiptTurn(trx, deps, { filed, state: reply.state }))
  }
  const rest = reply.parked.filter((draft) => !isReady(draft)).at(-1)
  if (rest) await setDraftState(trx, rest.id, 'open')
  return turns
}

/** R11-1, R29: what was shown and to which number, kept until a person has seen it, and in the audit trail. */
async function raise(
  trx: Db,
  record: {
    conversationId: string
    reply: Reply
    effect: Extract<Effect, { type: 'alarm' | 'risk' }>
    now: Date
  },
): Promise<void> {
  const { effect, reply, conversationId, now } = record
  const isAlarm = effect.type === 'alarm'
  await insertAlarm(trx, {
    conversationId,
    messageId: reply.messageId,
    kind: isAlarm ? 'emergency' : 'risk',
    number: isAlarm ? effect.number : null,
    flags: isAlarm ? [] : effect.flags,
    text: effect.text,
    now,
  })
  await appendAuditEvent(trx, {
    at: now,
    actorKind: 'system',
    actorId: null,
    action: isAlarm ? 'emergency.shown' : 'risk.flagged',
    subject: `conversation:${conversationId}`,
    detail: {
      message_id: reply.messageId,
      ...(isAlarm ? { number: effect.number } : { flags: effect.flags }),
    },
  })
}
