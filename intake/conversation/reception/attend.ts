import { appendAuditEvent } from '../../../db/audit/append-audit-event.ts'
import type { Db } from '../../../db/client.ts'
import { AppError } from '../../../db/kernel/errors.ts'
import { newId } from '../../../db/kernel/ids.ts'
import type { Actor } from '../../../dispatch/order/actor.ts'
import { type ChatDeps, wakeConversation, wakeQueue, wakeReception } from '../chat-deps.ts'
import {
  advanceConversation,
  findSent,
  insertTurn,
  lockConversation,
} from '../conversation-store.ts'
import type { ConversationRow } from '../conversation-view.ts'
import { endHandOver, findLiveHandOver, takeHandOver } from '../hand-over-store.ts'
import { createSay } from '../texts.ts'
import { makeTurn } from '../turn.ts'

type Staff = Extract<Actor, { kind: 'staff' }>
type AttendDeps = Pick<ChatDeps, 'database' | 'clock' | 'secrets' | 'pubsub' | 'pack'>

interface Work {
  conversation: ConversationRow
  now: Date
}

/** One step of a person in a conversation: under its lock, with everybody's screens told afterwards. */
async function attend<T>(
  deps: AttendDeps,
  conversationId: string,
  work: (trx: Db, work: Work) => Promise<T>,
): Promise<T> {
  const result = await deps.database.db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId).catch(() => {
      throw new AppError('reception.not-found')
    })
    return work(trx, { conversation, now: deps.clock.now() })
  })
  wakeConversation(deps, conversationId)
  wakeReception(deps, conversationId)
  return result
}

async function requireMine(trx: Db, conversationId: string, actor: Staff): Promise<void> {
  const live = await findLiveHandOver(trx, conversationId)
  if (live?.state !== 'taken' || live.taken_by !== actor.id)
    throw new AppError('reception.not-yours')
}

/** A person takes over with the whole context; from now on the assistant keeps quiet. Error: `reception.taken`. */
export async function takeConversation(deps: AttendDeps, actor: Staff, conversationId: string) {
  await attend(deps, conversationId, async (trx, { conversation, now }) => {
    const before = await findLiveHandOver(trx, conversationId)
    const taken = await takeHandOver(trx, { conversationId, staffId: actor.id, now })
    if (!taken) throw new AppError('reception.taken')
    if (before?.state === 'taken') return
    const { state } = conversation
    const say = createSay(deps.pack.texts, state.language)
    const turn = makeTurn(say('handover.taken', { name: actor.name }), { asks: state.asks })
    await insertTurn(trx, deps.secrets, {
      conversationId,
      sender: 'system',
      turn,
      inReplyTo: null,
      now,
    })
    await audit(trx, actor, { conversationId, action: 'hand-over.taken', now })
  })
  wakeQueue(deps)
}

/** Says something as a person. The same press again says it once. Error: `reception.not-yours`. */
export function speakAsStaff(
  deps: AttendDeps,
  actor: Staff,
  input: { conversationId: string; text: string; clientMessageId: string },
) {
  const { conversationId, text, clientMessageId } = input
  return attend(deps, conversationId, async (trx, { conversation, now }) => {
    if ((await findSent(trx, conversationId, clientMessageId)) !== null) return
    await requireMine(trx, conversationId, actor)
    const turn = makeTurn(text, { asks: conversation.state.asks })
    const told = { conversationId, sender: 'staff' as const, turn, inReplyTo: null, now }
    await insertTurn(trx, deps.secrets, { ...told, staffId: actor.id, clientMessageId })
  })
}

/** Back to the assistant; what it had asked stays asked, and an open summary can still be confirmed. */
export function handBack(
  deps: AttendDeps,
  actor: Staff,
  input: { conversationId: string; why: string },
) {
  const { conversationId, why } = input
  return attend(deps, conversationId, async (trx, { conversation, now }) => {
    await requireMine(trx, conversationId, actor)
    await endHandOver(trx, { conversationId, staffId: actor.id, why, now })
    const { id, state, stateVersion } = conversation
    const say = createSay(deps.pack.texts, state.language)
    const turn = makeTurn(say('handover.returned'), {
      asks: state.asks,
      quick_replies: state.options,
    })
    const told = { conversationId, sender: 'system' as const, turn, inReplyTo: null, now }
    const { seq } = await insertTurn(trx, deps.secrets, told)
    // What was said to the person is answered; the assistant does not come back to it.
    await advanceConversation(trx, { id, stateVersion, state, answeredSeq: seq, now })
    await audit(trx, actor, { conversationId, action: 'hand-over.ended', now })
  })
}

/** A note for colleagues; the citizen never sees it. */
export function noteOnConversation(
  deps: AttendDeps,
  actor: Staff,
  input: { conversationId: string; text: string },
) {
  const { conversationId, text } = input
  return attend(deps, conversationId, async (trx, { now }) => {
    await trx
      .insertInto('conversation_notes')
      .values({
        id: newId(now.getTime()),
        conversation_id: conversationId,
        author: actor.id,
        text,
        created_at: now,
      })
      .execute()
  })
}

function audit(trx: Db, actor: Staff, what: { conversationId: string; action: string; now: Date }) {
  return appendAuditEvent(trx, {
    at: what.now,
    actorKind: 'staff',
    actorId: actor.id,
    action: what.action,
    subject: `conversation:${what.conversationId}`,
  })
}
