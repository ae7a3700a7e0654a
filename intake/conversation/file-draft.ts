import type { Db } from '../../db/client.ts'
import { saveRequester } from '../../db/identity/requester-store.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { dispatchDueAt } from '../../dispatch/deadline/due-at.ts'
import { listProgressOf } from '../../dispatch/order/progress-view.ts'
import { type RegisteredRequest, registerRequest } from '../../dispatch/order/register-request.ts'
import { type Proposal, proposal as proposalSchema } from '../../dispatch/proposal/proposal.ts'
import { bindToRequest } from '../attachments/attachment-store.ts'
import { type Card, pin as pinSchema } from '../protocol/chat-frames.ts'
import { afterReceipt } from './choices.ts'
import { closeDraft } from './conversation-store.ts'
import { type ConversationRow, findStoredProposal, firstSaidAt } from './conversation-view.ts'
import { addressOf, type Draft } from './draft.ts'
import type { ConversationState } from './state.ts'
import { createSay } from './texts.ts'
import { makeTurn, type Turn } from './turn.ts'

export interface FileDeps {
  secrets: Secrets
  pack: Pack
  packVersionId: string
}

export interface Filed {
  registered: RegisteredRequest
  emergency: boolean
  /** By when it is dispatched, and the limit that will apply. */
  due: Date
  deadline: Draft['content']['deadline']
}

/**
 * Files a confirmed draft (R10, R11): draft, requester, request, order, event, audit and job in the caller's transaction,
 * so that a receipt always has an order behind it. Errors: `chat.draft-closed`, `chat.draft-incomplete`.
 */
export async function fileDraft(
  trx: Db,
  deps: FileDeps,
  input: { conversation: ConversationRow; draft: Draft; now: Date },
): Promise<Filed> {
  const { conversation, draft, now } = input
  const { content } = draft
  if (content.description.trim() === '') throw new AppError('chat.draft-incomplete')
  if (!(await closeDraft(trx, draft.id, { state: 'confirmed', now }))) {
    throw new AppError('chat.draft-closed')
  }
  const { proposal, packVersionId } = await readProposal(trx, deps, draft.proposalId)
  const requesterId = draft.contact
    ? await saveRequester(trx, deps.secrets, {
        name: draft.contact.name,
        phone: draft.contact.phone,
        now,
      })
    : null
  const saidAt = await firstSaidAt(
    trx,
    content.words.map((w) => w.message_id),
  )
  const registered = await registerRequest(trx, deps.secrets, {
    draftId: draft.id,
    conversationId: conversation.id,
    requesterId,
    channel: conversation.channel,
    confidential: content.confidential ?? false,
    title: content.title,
    description: content.description,
    elements: elementsOf(draft),
    proposal,
    packVersionId,
    receivedAt: saidAt ?? now,
    now,
    timezone: deps.pack.meta.timezone,
  })
  const { requestId } = registered
  const messageIds = content.files?.map((sent) => sent.message_id) ?? null
  await bindToRequest(trx, { conversationId: conversation.id, requestId, messageIds, now })
  const emergency = proposal?.triage === 'emergency'
  const due = dispatchDueAt(proposal, now)
  return { registered, emergency, due, deadline: content.deadline }
}

/** The order keeps the version that it was proposed under, whatever came into force while the citizen was reading. */
async function readProposal(
  trx: Db,
  deps: FileDeps,
  proposalId: string | null,
): Promise<{ proposal: Proposal | null; packVersionId: string }> {
  if (proposalId === null) return { proposal: null, packVersionId: deps.packVersionId }
  const stored = await findStoredProposal(trx, proposalId)
  return {
    proposal: proposalSchema.parse(stored.body),
    packVersionId: stored.pack_version_id ?? deps.packVersionId,
  }
}

/** Each element with the message that it comes from; identity is not among them. */
function elementsOf({ content, contact }: Draft): Record<string, unknown> {
  return {
    address: addressOf(content),
    address_from: content.address?.message_id ?? null,
    place: content.place,
    /** WGS-84, as the phone gave it or a person placed it. */
    pin: content.pin && pinSchema.parse(content.pin),
    kind: content.kind,
    despite: content.despite,
    words_from: content.words.map((w) => w.message_id),
    /** Every value with its span in the words, and what it replaced. */
    said: content.elements,
    chosen_kind: content.kind_chosen ? content.kind : null,
    chosen_class: content.class_chosen,
    contact_from: contact?.message_id ?? null,
  }
}

/** Number, query code, by when, what next; and how it stands, for somebody who has asked that already. */
export async function receiptTurn(
  trx: Db,
  { pack }: Pick<FileDeps, 'pack'>,
  { filed, state }: { filed: Filed; state: ConversationState },
): Promise<Turn> {
  const { registered, due, deadline } = filed
  const say = createSay(pack.texts, state.language)
  const dispatch_due = new Intl.DateTimeFormat('sv-SE', {
    timeZone: pack.meta.timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(due)
  const next = [say('receipt.next.dispatch', { dispatch_due })]
  if (deadline) next.push(say('receipt.next.handle', { deadline: say(`deadline.${deadline}`) }))
  next.push(say('receipt.next.follow_up'))
  const { requestNo: request_no, queryCode: query_code } = registered
  const cards: Card[] = [{ type: 'receipt', request_no, query_code, next }]
  if (state.progress_asked) {
    const view = { db: trx, texts: pack.texts }
    const [progress] = await listProgressOf(view, { conversationId: null, known: [request_no] })
    if (progress) cards.push({ type: 'progress', ...progress })
  }
  return makeTurn(say('receipt.done', { request_no }), {
    outcome: 'request_filed',
    cards,
    quick_replies: afterReceipt(say, { request_no, status: 'awaiting_dispatch' }),
  })
}
