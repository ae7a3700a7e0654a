import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import type { Pin } from '../protocol/chat-frames.ts'
import { type ConversationRow, toConversation } from './conversation-view.ts'
import type { Draft } from './draft.ts'
import { sealDraft, sealText, sealTurn } from './seal.ts'
import type { ConversationState } from './state.ts'
import type { Turn } from './turn.ts'

export async function insertConversation(
  trx: Db,
  row: { id: string; channel: string; tokenHash: Buffer; now: Date },
): Promise<void> {
  await trx
    .insertInto('conversations')
    .values({
      id: row.id,
      channel: row.channel,
      resume_token_hash: row.tokenHash,
      created_at: row.now,
      updated_at: row.now,
    })
    .execute()
}

/** The conversation's row, locked: everything that adds a message or a draft version goes through this lock. */
export async function lockConversation(trx: Db, id: string): Promise<ConversationRow> {
  const row = await trx
    .selectFrom('conversations')
    .select(['id', 'channel', 'last_seq', 'answered_seq', 'state_version', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return toConversation(row)
}

/** The seq of a message that this client has already sent, or null. */
export async function findSent(
  trx: Db,
  conversationId: string,
  clientMessageId: string,
): Promise<number | null> {
  const row = await trx
    .selectFrom('messages')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('client_message_id', '=', clientMessageId)
    .executeTakeFirst()
  return row?.seq ?? null
}

/** One number for each message: the update locks the row, so two writers never get the same. */
async function nextSeq(trx: Db, conversationId: string, now: Date): Promise<number> {
  const { last_seq } = await trx
    .updateTable('conversations')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1), updated_at: now }))
    .where('id', '=', conversationId)
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  return last_seq
}

export interface CitizenMessage {
  conversationId: string
  clientMessageId: string | null
  kind: 'text' | 'draft_edit' | 'draft_confirm' | 'draft_discard' | 'progress_ask'
  /** What the citizen wrote; kept encrypted where `masked` differs. */
  text: string
  masked: string
  choice?: string
  pin?: Pin
  /** How many files belong to it. */
  attachments?: number
  now: Date
}

export async function insertCitizenMessage(trx: Db, secrets: Secrets, message: CitizenMessage) {
  const id = newId(message.now.getTime())
  const seq = await nextSeq(trx, message.conversationId, message.now)
  const frame = {
    ...(message.choice === undefined ? {} : { choice: message.choice }),
    ...(message.pin === undefined ? {} : { pin: message.pin }),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.masked === message.text ? {} : { sealed: sealText(secrets, message.text) }),
  }
  await trx
    .insertInto('messages')
    .values({
      id,
      conversation_id: message.conversationId,
      seq,
      sender: 'citizen',
      kind: message.kind,
      client_message_id: message.clientMessageId,
      text: message.masked,
      frame,
      created_at: message.now,
    })
    .execute()
  return { id, seq }
}

export async function insertTurn(
  trx: Db,
  secrets: Secrets,
  said: {
    conversationId: string
    sender: 'assistant' | 'system' | 'staff'
    turn: Turn
    inReplyTo: string | null
    now: Date
    /** Who of the staff says it. */
    staffId?: string
    clientMessageId?: string
  },
): Promise<{ id: string; seq: number }> {
  const id = newId(said.now.getTime())
  const seq = await nextSeq(trx, said.conversationId, said.now)
  await trx
    .insertInto('messages')
    .values({
      id,
      conversation_id: said.conversationId,
      seq,
      sender: said.sender,
      kind: 'turn',
      text: said.turn.text,
      frame: sealTurn(secrets, said.turn),
      in_reply_to: said.inReplyTo,
      staff_id: said.staffId ?? null,
      client_message_id: said.clientMessageId ?? null,
      created_at: said.now,
    })
    .execute()
  return { id, seq }
}

/**
 * Writes where the conversation stands, if nobody has changed it since `stateVersion` was read; false otherwise.
 * `answeredSeq` is absent where nothing was answered.
 */
export async function advanceConversation(
  trx: Db,
  change: {
    id: string
    stateVersion: number
    state: ConversationState
    answeredSeq?: number
    now: Date
  },
): Promise<boolean> {
  const result = await trx
    .updateTable('conversations')
    .set((eb) => ({
      state: change.state,
      state_version: eb('state_version', '+', 1),
      updated_at: change.now,
      ...(change.answeredSeq === undefined ? {} : { answered_seq: change.answeredSeq }),
    }))
    .where('id', '=', change.id)
    .where('state_version', '=', change.stateVersion)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function saveDraft(
  trx: Db,
  secrets: Secrets,
  row: {
    draft: Draft
    conversationId: string
    channel: string
    now: Date
    state?: 'open' | 'parked'
  },
): Promise<void> {
  const { draft, now } = row
  const values = {
    version: draft.version,
    elements: sealDraft(secrets, draft),
    proposal_id: draft.proposalId,
    state: row.state ?? 'open',
    updated_at: now,
  }
  await trx
    .insertInto('request_drafts')
    .values({
      id: draft.id,
      conversation_id: row.conversationId,
      channel: row.channel,
      created_at: now,
      ...values,
    })
    .onConflict((oc) => oc.column('id').doUpdateSet(values))
    .execute()
}

/** Takes up a draft that waited, or puts the open one aside. */
export async function setDraftState(
  trx: Db,
  draftId: string,
  state: 'open' | 'parked',
): Promise<void> {
  await trx
    .updateTable('request_drafts')
    .set({ state })
    .where('id', '=', draftId)
    .where('state', 'in', ['open', 'parked'])
    .execute()
}

/** Closes an open draft; false when it was closed before. */
export async function closeDraft(
  trx: Db,
  draftId: string,
  to: { state: 'confirmed' | 'discarded' | 'expired'; now: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('request_drafts')
    .set({
      state: to.state,
      updated_at: to.now,
      ...(to.state === 'confirmed' ? { confirmed_at: to.now } : {}),
    })
    .where('id', '=', draftId)
    .where('state', 'in', ['open', 'parked'])
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** A proposal never changes once written: each understanding of a draft that was shown is a row of its own. */
export async function insertProposal(
  trx: Db,
  row: { id: string; draftId: string; packVersionId: string; proposal: Proposal; now: Date },
): Promise<void> {
  await trx
    .insertInto('proposals')
    .values({
      id: row.id,
      draft_id: row.draftId,
      pack_version_id: row.packVersionId,
      model_version: row.proposal.versions.model,
      index_version: row.proposal.versions.index,
      body: row.proposal,
      ms: row.proposal.ms,
      created_at: row.now,
    })
    .execute()
}
