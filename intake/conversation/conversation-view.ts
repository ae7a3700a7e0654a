import type { Db } from '../../db/client.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import { listOfMessages, showAttachment } from '../attachments/attachment-view.ts'
import { pin as pinSchema, type TurnFrame } from '../protocol/chat-frames.ts'
import type { Draft } from './draft.ts'
import { openCards, openDraft, openText } from './seal.ts'
import { type ConversationState, conversationState } from './state.ts'
import type { Incoming } from './step.ts'
import type { Turn } from './turn.ts'

export interface ConversationRow {
  id: string
  channel: string
  lastSeq: number
  answeredSeq: number
  stateVersion: number
  state: ConversationState
}

function selectConversation(db: Db) {
  return db
    .selectFrom('conversations')
    .select(['id', 'channel', 'last_seq', 'answered_seq', 'state_version', 'state'])
}
type Row = Awaited<ReturnType<ReturnType<typeof selectConversation>['executeTakeFirstOrThrow']>>

export function toConversation(row: Row): ConversationRow {
  return {
    id: row.id,
    channel: row.channel,
    lastSeq: row.last_seq,
    answeredSeq: row.answered_seq,
    stateVersion: row.state_version,
    state: conversationState.parse(row.state),
  }
}

export async function findConversationByToken(db: Db, hash: Buffer) {
  const row = await selectConversation(db)
    .where('resume_token_hash', '=', hash)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row ? toConversation(row) : null
}

export async function loadConversation(db: Db, id: string): Promise<ConversationRow> {
  return toConversation(await selectConversation(db).where('id', '=', id).executeTakeFirstOrThrow())
}

const draftColumns = ['id', 'version', 'proposal_id', 'elements', 'state'] as const

/** The open draft and those beside it, oldest first. */
export async function loadDrafts(
  db: Db,
  secrets: Secrets,
  conversationId: string,
): Promise<{ draft: Draft | null; parked: Draft[] }> {
  const rows = await db
    .selectFrom('request_drafts')
    .select(draftColumns)
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['open', 'parked'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const open = rows.find((row) => row.state === 'open')
  return {
    draft: open ? openDraft(secrets, open) : null,
    parked: rows.filter((row) => row.state === 'parked').map((row) => openDraft(secrets, row)),
  }
}

/** A draft of this conversation in any state, or null: another conversation's draft is not there. */
export async function findDraft(
  db: Db,
  secrets: Secrets,
  key: { conversationId: string; draftId: string },
) {
  const row = await db
    .selectFrom('request_drafts')
    .select(draftColumns)
    .where('conversation_id', '=', key.conversationId)
    .where((eb) => eb(eb.cast<string>('id', 'text'), '=', key.draftId))
    .executeTakeFirst()
  return row ? { state: row.state, draft: openDraft(secrets, row) } : null
}

/** The citizen's messages that nobody has answered, in order. */
export async function listUnanswered(
  db: Db,
  secrets: Secrets,
  key: { conversationId: string; afterSeq: number },
): Promise<(Incoming & { seq: number })[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'seq', 'kind', 'text', 'frame'])
    .where('conversation_id', '=', key.conversationId)
    .where('seq', '>', key.afterSeq)
    .where('sender', '=', 'citizen')
    .where('kind', 'in', ['text', 'draft_edit'])
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    kind: row.kind === 'draft_edit' ? 'draft_edit' : 'text',
    text: openText(secrets, row.frame['sealed']) ?? row.text,
    masked: row.text,
    choice: typeof row.frame['choice'] === 'string' ? row.frame['choice'] : null,
    ...carried(row.frame),
  }))
}

/** What a message brought besides words. */
export function carried(frame: Record<string, unknown>): Pick<Incoming, 'attachments' | 'pin'> {
  const pin = pinSchema.safeParse(frame['pin'])
  const { attachments } = frame
  return {
    ...(typeof attachments === 'number' ? { attachments } : {}),
    ...(pin.success ? { pin: pin.data } : {}),
  }
}

/** The turns after a sequence number, as frames: what a client that was away has missed. */
export async function listTurns(
  db: Db,
  secrets: Secrets,
  page: { conversationId: string; afterSeq: number; limit: number; now: Date },
): Promise<TurnFrame[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'seq', 'sender', 'text', 'frame', 'client_message_id', 'created_at'])
    .where('conversation_id', '=', page.conversationId)
    .where('seq', '>', page.afterSeq)
    .orderBy('seq')
    .limit(page.limit)
    .execute()
  const withFiles = rows.filter((row) => carried(row.frame).attachments)
  const files = await listOfMessages(
    db,
    withFiles.map((row) => row.id),
  )
  return rows.map((row) => {
    const stored = row.frame as Partial<Turn> & { sealed?: string }
    const isCitizen = row.sender === 'citizen'
    const { pin } = carried(row.frame)
    const sent = files.get(row.id)?.map((file) => showAttachment(file, secrets, page.now))
    return {
      type: 'turn',
      seq: row.seq,
      message_id: row.id,
      sender: row.sender,
      text: isCitizen ? (openText(secrets, stored.sealed) ?? row.text) : row.text,
      asks: stored.asks ?? null,
      outcome: stored.outcome ?? null,
      quick_replies: stored.quick_replies ?? [],
      cards: isCitizen ? [] : openCards(secrets, stored),
      ...(sent ? { attachments: sent } : {}),
      ...(pin ? { pin } : {}),
      client_message_id: row.client_message_id,
      at: row.created_at.toISOString(),
    }
  })
}

/** When the first of these messages was said: a request is received then, not when its summary is confirmed. */
export async function firstSaidAt(db: Db, messageIds: readonly string[]): Promise<Date | null> {
  if (messageIds.length === 0) return null
  const row = await db
    .selectFrom('messages')
    .select('created_at')
    .where('id', 'in', [...messageIds])
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at ?? null
}

/** A stored proposal with the version of the pack that it rests on. */
export async function findStoredProposal(db: Db, id: string) {
  return await db
    .selectFrom('proposals')
    .select(['body', 'pack_version_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** The kind and words that still wait for an answer: the oldest one's time, or null. */
export async function oldestUnansweredAt(
  db: Db,
  conversation: { id: string; answeredSeq: number },
): Promise<Date | null> {
  const row = await db
    .selectFrom('messages')
    .select('created_at')
    .where('conversation_id', '=', conversation.id)
    .where('seq', '>', conversation.answeredSeq)
    .where('sender', '=', 'citizen')
    .where('kind', 'in', ['text', 'draft_edit'])
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at ?? null
}

/** When an unfinished draft of this conversation was changed last; null where there is none. */
export async function newestDraftChange(db: Db, conversationId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('request_drafts')
    .select('updated_at')
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['open', 'parked'])
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.updated_at ?? null
}

export async function newestMessageAt(db: Db, conversationId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('messages')
    .select('created_at')
    .where('conversation_id', '=', conversationId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at ?? null
}
