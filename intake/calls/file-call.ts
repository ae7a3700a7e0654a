import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { saveRequester } from '../../db/identity/requester-store.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { requestKinds } from '../../db/packs/pack.ts'
import { registerRequest } from '../../dispatch/order/register-request.ts'
import type { Proposal, Propose } from '../../dispatch/proposal/proposal.ts'
import { servicePath } from '../../dispatch/review/send-order.ts'
import { findOwnContact } from '../conversation/contact.ts'
import { openText } from '../conversation/seal.ts'
import type { FormEdits } from '../protocol/call-api.ts'
import { closeCall, insertRequestProposal } from './call-store.ts'
import { type CallRow, findRequestOfCall, loadCall } from './call-view.ts'
import type { FormValues } from './consistency.ts'
import { formOf, maskDescription, mergeEdits, readPhone, splitContact } from './form-values.ts'
import { type EditDeps, type Operator, openContact } from './save-edits.ts'

export interface FileDeps extends EditDeps {
  propose: Propose
  pack: Pack
  packVersionId: string
}

export interface FiledCall {
  request_id: string
  request_no: string
  query_code: string
}

export interface ToFile {
  callId: string
  actionId: string
  edits: FormEdits
  findingsSeen: number
}

/**
 * Files a call's form as a request (R10): requester, request, order, proposal, event and audit in one transaction; the same press
 * twice files once. Errors: `call.closed`, `call.incomplete`, `chat.phone-invalid`.
 */
export async function fileCall(
  deps: FileDeps,
  operator: Operator,
  input: ToFile,
): Promise<FiledCall> {
  const { db } = deps.database
  const seen = await loadCall(db, input.callId)
  if (seen.state === 'filed' && seen.closeActionId === input.actionId) return receiptOf(deps, seen)
  const form = formOf(seen, splitContact(input.edits).open)
  form.description = maskDescription(form.description ?? '')
  if (form.description === '') throw new AppError('call.incomplete')
  const contact = contactOf(deps, seen, { edits: input.edits, description: form.description })
  const proposal = await proposeForm(deps, seen, form)
  const result = await db.transaction().execute(async (trx) => {
    const call = await loadCall(trx, input.callId, { lock: true })
    if (call.state === 'filed' && call.closeActionId === input.actionId) return null
    if (call.state !== 'live' && call.state !== 'ended') throw new AppError('call.closed')
    return await registerCall(trx, deps, { operator, input, call, form, contact, proposal })
  })
  if (result === null) return receiptOf(deps, await loadCall(db, input.callId))
  const { registered } = result
  deps.pubsub.publish('console', {
    type: 'request-arrived',
    request_id: registered.requestId,
    emergency: proposal.triage === 'emergency',
  })
  deps.pubsub.publish('console', { type: 'call-changed', call_id: input.callId })
  deps.pubsub.publish(`call:${input.callId}`, { type: 'call-changed', call_id: input.callId })
  return {
    request_id: registered.requestId,
    request_no: registered.requestNo,
    query_code: registered.queryCode,
  }
}

async function registerCall(
  trx: Db,
  deps: FileDeps,
  filing: {
    operator: Operator
    input: ToFile
    call: CallRow
    form: FormValues
    contact: { name: string; phone: string } | null
    proposal: Proposal
  },
) {
  const { operator, input, call, form, contact, proposal } = filing
  const now = deps.clock.now()
  const requesterId = contact
    ? await saveRequester(trx, deps.secrets, { name: contact.name, phone: contact.phone, now })
    : null
  const registered = await registerRequest(trx, deps.secrets, {
    actor: { kind: 'staff', id: operator.id },
    draftId: null,
    conversationId: null,
    requesterId,
    channel: channelOf(call),
    confidential: form.confidential === 'yes',
    title: form.title || titleFrom(form.description ?? ''),
    description: form.description ?? '',
    elements: elementsOf(call, form, operator),
    proposal,
    packVersionId: deps.packVersionId,
    receivedAt: call.startedAt,
    now,
    timezone: deps.pack.meta.timezone,
  })
  await insertRequestProposal(trx, {
    requestId: registered.requestId,
    packVersionId: deps.packVersionId,
    proposal,
    now,
  })
  await closeCall(trx, call.id, {
    state: 'filed',
    by: operator.id,
    actionId: input.actionId,
    requestId: registered.requestId,
    outcome: { findings_seen: input.findingsSeen },
    now,
  })
  await appendAuditEvent(trx, {
    at: now,
    actorKind: 'staff',
    actorId: operator.id,
    action: 'call.filed',
    subject: `call:${call.id}`,
    detail: { request_id: registered.requestId, findings_seen: input.findingsSeen },
  })
  return { registered }
}

/** A call with a transcript is `call`; what an operator typed by ear is `operator`. */
const channelOf = (call: Pick<CallRow, 'origin'>) =>
  call.origin === 'manual' ? 'operator' : 'call'

const MAX_TITLE = 40
function titleFrom(description: string): string {
  const first = description.split(/[。！？!?\n，,]/).find((part) => part.trim() !== '') ?? ''
  return first.trim().slice(0, MAX_TITLE)
}

/** Each element with where it comes from; identity is not among them. */
function elementsOf(call: CallRow, form: FormValues, operator: Operator): Record<string, unknown> {
  const { description: _text, title: _title, ...values } = form
  return {
    ...values,
    place: { district: form.district ?? null, subdistrict: form.subdistrict ?? null },
    call_id: call.id,
    call_key: call.callKey,
    audio_url: call.audioUrl,
    entered_by: operator.login,
    edited: Object.keys(call.edits),
  }
}

/** The operator's contact, else the caller's number, else the one that was said while typing. */
function contactOf(
  deps: FileDeps,
  call: CallRow,
  input: { edits: FormEdits; description: string },
): { name: string; phone: string } | null {
  const stored = openContact(deps.secrets, call)
  const typed = mergeEdits(stored?.edits ?? {}, splitContact(input.edits).contact)
  const written = typed.contact_phone?.trim() ?? ''
  const own = readPhone(written)
  if (written !== '' && own === null) throw new AppError('chat.phone-invalid')
  const text = openText(deps.secrets, call.contactSealed)
  const caller = text === null ? null : (JSON.parse(text) as { name: string; phone: string })
  const said = findOwnContact(input.description)
  // Emptied by the operator: the citizen wants no contact recorded (R9).
  const phone = typed.contact_phone === '' ? null : (own ?? caller?.phone ?? said?.phone ?? null)
  const name = typed.contact_name ?? caller?.name ?? ''
  return phone === null && name === '' ? null : { name, phone: phone ?? '' }
}

/** An operator waits for the number: a language model, where one is configured, has no longer than this. */
const ASSIST_MS = 1500

/** The proposal of what is filed; its spans point into the description, as the dispatcher's screen shows them. */
async function proposeForm(deps: FileDeps, call: CallRow, form: FormValues): Promise<Proposal> {
  const address = `${form.subdistrict || form.district || ''}${form.address ?? ''}`
  const kind = requestKinds.find((one) => one === form.kind)
  const proposal = await deps.propose({
    channel: 'operator',
    text: form.description ?? '',
    known: {
      ...(address === '' ? {} : { address }),
      ...(kind ? { kind } : {}),
      ...(form.confidential === 'yes' ? { confidential: true } : {}),
    },
    at: deps.clock.now(),
    assist: { budgetMs: ASSIST_MS },
  })
  const chosen = call.edits.service_code ?? null
  const code = form.service_code ?? ''
  return chosen === null && code === '' ? proposal : withChosenClass(deps.pack, proposal, code)
}

/** The class on the form goes first and says so; the other candidates stay for the dispatcher to compare. */
function withChosenClass(pack: Pack, proposal: Proposal, code: string): Proposal {
  const row = pack.taxonomy.find((one) => one.code === code)
  if (!row || proposal.service_codes[0]?.code === code) return proposal
  const known = proposal.service_codes.find((one) => one.code === code)
  const first = known ?? { code, name: row.name, path: servicePath(pack, code), p: 0 }
  const others = proposal.service_codes.filter((one) => one.code !== code)
  const grounds = {
    for: 'class' as const,
    source: 'pack' as const,
    ref: code,
    text: '',
    span: null,
    why: `坐席在受理单上选定“${row.name}”`,
  }
  return {
    ...proposal,
    service_codes: [first, ...others],
    evidence: [grounds, ...proposal.evidence],
  }
}

async function receiptOf(deps: FileDeps, call: CallRow): Promise<FiledCall> {
  const row = call.requestId ? await findRequestOfCall(deps.database.db, call.requestId) : undefined
  if (!row) throw new AppError('call.closed')
  return {
    request_id: row.id,
    request_no: row.request_no,
    query_code: deps.secrets.decrypt(row.query_code_ct),
  }
}
