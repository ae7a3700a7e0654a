import type { Db } from '../../db/client.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import { type CallChanges, type CallDetail, transfer } from '../protocol/call-api.ts'
import { type CallRow, findRequestOfCall, loadCall } from './call-view.ts'
import { type Operator, openContact } from './save-edits.ts'
import { listChangedSegments, listSegments } from './segment-view.ts'

/** A call as the operator's screen shows it. A contact is read back only by the one who typed it. */
export async function readCallDetail(
  { db, secrets }: { db: Db; secrets: Secrets },
  operator: Operator,
  callId: string,
): Promise<CallDetail> {
  const call = await loadCall(db, callId)
  const page = await listSegments(db, callId)
  const contact = openContact(secrets, call)
  const own = contact?.by === operator.id ? contact.edits : {}
  const request = call.requestId ? await findRequestOfCall(db, call.requestId) : undefined
  const title = call.edits.title ?? call.understanding?.fields.title?.value ?? ''
  return {
    id: call.id,
    call_id: call.callKey,
    origin: call.origin,
    state: call.state,
    mine: call.agent === operator.login,
    agent: call.agent,
    caller: call.callerMasked,
    title,
    started_at: call.startedAt.toISOString(),
    ended_at: call.endedAt?.toISOString() ?? null,
    emergency: Boolean(call.understanding?.emergency),
    segments: call.segmentCount,
    audio_url: call.audioUrl,
    change_no: call.changeNo,
    edits: { ...call.edits, ...own },
    transfers: call.transfers.flatMap((row) => transfer.safeParse(row).data ?? []),
    understanding: call.understanding,
    request: request ? { request_id: request.id, request_no: request.request_no } : null,
    ...page,
  }
}

/** What changed since a screen last heard. */
export async function readChanges(db: Db, callId: string, after: number): Promise<CallChanges> {
  const call: CallRow = await loadCall(db, callId)
  const segments = await listChangedSegments(db, callId, after)
  return {
    type: 'changes',
    change_no: call.changeNo,
    state: call.state,
    ended_at: call.endedAt?.toISOString() ?? null,
    segments,
    understanding: call.understoodNo > after ? call.understanding : null,
  }
}
