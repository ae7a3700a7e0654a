import type { Db } from '../../db/client.ts'
import { saveRequester } from '../../db/identity/requester-store.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { dispatchDueAt } from '../../dispatch/deadline/due-at.ts'
import { type RegisteredRequest, registerRequest } from '../../dispatch/order/register-request.ts'
import { type Proposal, proposal as proposalSchema } from '../../dispatch/proposal/proposal.ts'
import { afterReceipt } from './choices.ts'
import { closeDraft } from './conversation-store.ts'
import { type ConversationRow, findStoredProposal, firstSaidAt } from './conversation-view.ts'
import { addressOf, type Draft } from './draft.ts'
import { createSay, type Say } from './texts.ts'
import { makeTurn, type Turn } from './turn.ts'

export interface FileDeps {
  secrets: Secrets
  pack: Pack
  packVersionId: string
}

export interface Filed {
  registered: RegisteredRequest
  emergency: boolean
  receipt: Turn
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
  const say = createSay(deps.pack.texts, conversation.state.language)
  const due = dispatchDueAt(proposal?.deadline ?? null, now)
  const receipt = receiptTurn(say, registered, { due, deadline: content.deadline, pack: deps.pack })
  return { registered, emergency: proposal?.triage === 'emergency', receipt }
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
    kind: content.kind,
    despite: content.despite,
    words_from: content.words.map((w) => w.message_id),
    contact_from: contact?.message_id ?? null,
  }
}

function receiptTurn(
  say: Say,
  registered: RegisteredRequest,
  { due, deadline, pack }: { due: Date; deadline: Draft['content']['deadline']; pack: Pack },
): Turn {
  const dispatch_due = new Intl.DateTimeFormat('sv-SE', {
    timeZone: pack.meta.timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(due)
  const next = [say('receipt.next.dispatch', { dispatch_due })]
  if (deadline) next.push(say('receipt.next.handle', { deadline: say(`deadline.${deadline}`) }))
  next.push(say('receipt.next.follow_up'))
  return makeTurn(say('receipt.done', { request_no: registered.requestNo }), {
    outcome: 'request_filed',
    cards: [
      {
        type: 'receipt',
        request_no: registered.requestNo,
        query_code: registered.queryCode,
        next,
      },
    ],
    quick_replies: afterReceipt(say),
  })
}
