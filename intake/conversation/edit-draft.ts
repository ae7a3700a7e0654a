import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { DraftChanges } from '../protocol/chat-frames.ts'
import { editDraft } from './change-draft.ts'
import { accepted, type ChatDeps, type Received, refused, wakeConversation } from './chat-deps.ts'
import { checkPhone, maskIdentity } from './contact.ts'
import {
  advanceConversation,
  findSent,
  insertCitizenMessage,
  lockConversation,
  saveDraft,
  setDraftState,
} from './conversation-store.ts'
import { type ConversationRow, findDraft, loadDrafts } from './conversation-view.ts'
import { type Draft, draftCard } from './draft.ts'
import { enqueueAnswer } from './receive-message.ts'
import { createSay } from './texts.ts'

export interface DraftKey {
  clientMessageId: string
  draftId: string
  draftVersion: number
}

/** The open draft at the version that this window shows, or why not: two windows never overwrite each other. */
export async function findDraftAt(
  trx: Db,
  deps: ChatDeps,
  { conversation, key }: { conversation: ConversationRow; key: DraftKey },
): Promise<{ draft: Draft } | { refusal: Received; state: string }> {
  const found = await findDraft(trx, deps.secrets, {
    conversationId: conversation.id,
    draftId: key.draftId,
  })
  if (!found) return { refusal: refused('chat.draft-not-found'), state: 'missing' }
  const say = createSay(deps.pack.texts, conversation.state.language)
  const card = draftCard(found.draft, found.state === 'parked' ? 'open' : found.state, say)
  if (found.state !== 'open' && found.state !== 'parked') {
    return { refusal: refused('chat.draft-closed', { card }), state: found.state }
  }
  if (found.draft.version !== key.draftVersion) {
    return { refusal: refused('chat.draft-conflict', { card }), state: found.state }
  }
  return { draft: found.draft }
}

/** A phone that can be one, and no identity in the fields that stand in clear. */
function checked(changes: DraftChanges): DraftChanges {
  const clean = { ...changes }
  for (const field of ['title', 'description', 'address', 'time', 'respondent'] as const) {
    const text = changes[field]
    if (text !== undefined) clean[field] = maskIdentity(text, { answersContact: false })
  }
  if (!changes.contact_phone?.trim()) return clean
  const contact_phone = checkPhone(changes.contact_phone)
  if (contact_phone === null) throw new AppError('chat.phone-invalid')
  return { ...clean, contact_phone }
}

/**
 * Applies the fields that were changed on the summary card. The new version is written at once, so that another window's
 * edit or confirmation of the old one is refused; the job then understands the draft again and shows the new card.
 */
export async function reviseDraft(
  deps: ChatDeps,
  conversationId: string,
  input: DraftKey & { changes: DraftChanges },
): Promise<Received> {
  const changes = checked(input.changes)
  const result = await deps.database.db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId)
    const earlier = await findSent(trx, conversationId, input.clientMessageId)
    if (earlier !== null) return { received: accepted(earlier, true), jobId: null }
    const found = await findDraftAt(trx, deps, { conversation, key: input })
    if ('refusal' in found) return { received: found.refusal, jobId: null }
    const now = deps.clock.now()
    const { id, seq } = await insertCitizenMessage(trx, deps.secrets, {
      conversationId,
      clientMessageId: input.clientMessageId,
      kind: 'draft_edit',
      text: '',
      masked: '',
      now,
    })
    const draft = editDraft(found.draft, changes, id)
    // The one that is worked on is the open one; what was open waits beside it.
    const { draft: open } = await loadDrafts(trx, deps.secrets, conversationId)
    if (open && open.id !== draft.id) await setDraftState(trx, open.id, 'parked')
    await saveDraft(trx, deps.secrets, {
      draft,
      conversationId,
      channel: conversation.channel,
      now,
    })
    const { state, stateVersion } = conversation
    await advanceConversation(trx, { id: conversationId, stateVersion, state, now })
    return { received: accepted(seq), jobId: await enqueueAnswer(trx, conversationId, now) }
  })
  if (result.jobId !== null) {
    deps.hurry(result.jobId)
    wakeConversation(deps, conversationId)
  }
  return result.received
}
