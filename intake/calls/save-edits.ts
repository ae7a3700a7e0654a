import type { Database } from '../../db/client.ts'
import { normalisePhone } from '../../db/identity/requester-store.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { maskPhone } from '../conversation/contact.ts'
import { openText, sealText } from '../conversation/seal.ts'
import type { FormEdits } from '../protocol/call-api.ts'
import { insertManualCall, saveEdits } from './call-store.ts'
import { type CallRow, findCall, loadCall } from './call-view.ts'
import { mergeEdits, readPhone, splitContact } from './form-values.ts'

export interface EditDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  secrets: Secrets
  pubsub: Pick<PubSub, 'publish'>
}

export interface Operator {
  id: string
  login: string
}

/** The contact that an operator typed, with who typed it: only that person reads it back before it is filed. */
export interface SealedContact {
  by: string
  edits: FormEdits
}

export function openContact(
  secrets: Secrets,
  call: Pick<CallRow, 'editsSealed'>,
): SealedContact | null {
  const text = openText(secrets, call.editsSealed)
  return text === null ? null : (JSON.parse(text) as SealedContact)
}

/**
 * Keeps what an operator typed, field by field. `create` opens an entry without a transcript under the id that the screen made, so
 * that a draft written while the line was down is not lost. Errors: `call.not-found`, `call.closed`.
 */
export async function saveCallEdits(
  deps: EditDeps,
  operator: Operator,
  input: { callId: string; edits: FormEdits; create: boolean },
): Promise<{ caller: string }> {
  const { callId } = input
  const now = deps.clock.now()
  const result = await deps.database.db.transaction().execute(async (trx) => {
    const isNew = input.create && (await findCall(trx, callId)) === null
    if (isNew) {
      const { id: userId, login: agent } = operator
      await insertManualCall(trx, { id: callId, agent, userId, now })
    }
    const call = await loadCall(trx, callId, { lock: true })
    if (call.state !== 'live' && call.state !== 'ended') throw new AppError('call.closed')
    const { open, contact } = splitContact(input.edits)
    const typed = sealTyped(deps.secrets, call, { by: operator.id, contact })
    const edits = mergeEdits(call.edits, open)
    await saveEdits(trx, callId, { edits, sealed: typed.sealed, contact: typed.index, now })
    return { caller: typed.index?.masked ?? call.callerMasked, isNew }
  })
  if (result.isNew) deps.pubsub.publish('console', { type: 'call-changed', call_id: callId })
  return { caller: result.caller }
}

/** What was typed about the person so far, encrypted, and the number's index where it is one. */
function sealTyped(
  secrets: Secrets,
  call: CallRow,
  { by, contact }: { by: string; contact: FormEdits },
): { sealed: string | null; index: { masked: string; index: Buffer } | undefined } {
  if (Object.keys(contact).length === 0) return { sealed: call.editsSealed, index: undefined }
  const edits = mergeEdits(openContact(secrets, call)?.edits ?? {}, contact)
  const sealed = sealText(secrets, JSON.stringify({ by, edits }))
  const phone = readPhone(edits.contact_phone ?? '')
  if (phone === null) return { sealed, index: undefined }
  const index = secrets.index(normalisePhone(phone))
  return { sealed, index: { masked: maskPhone(phone), index } }
}
