import type { Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Deadline } from '../../db/packs/pack.ts'
import { dispatchDueAt } from '../deadline/due-at.ts'
import type { Proposal } from '../proposal/proposal.ts'
import { indexRequest } from '../related/index-request.ts'
import { enqueueAnnouncement } from './announce-event.ts'
import { formatNumber, newQueryCode } from './order-numbers.ts'
import { insertOrder, insertRequest, nextRunningNumber } from './request-store.ts'

export interface RequestToRegister {
  /** Who entered it; absent: the citizen's own confirmation. An import without a person is the system's. */
  actor?: { kind: 'staff'; id: string } | { kind: 'system' }
  draftId: string | null
  conversationId: string | null
  requesterId: string | null
  channel: string
  confidential: boolean
  title: string
  description: string
  elements: Record<string, unknown>
  proposal: Proposal | null
  packVersionId: string | null
  /** When the citizen first said it. */
  receivedAt: Date
  now: Date
  timezone: string
}

export interface RegisteredRequest {
  requestId: string
  requestNo: string
  orderId: string
  orderNo: string
  /** Told to the citizen once; stored only encrypted and as a keyed index. */
  queryCode: string
}

/** Flags of a proposal that only a reviewer may dispatch (DOMAIN section 3a, `sensitive`). */
const sensitiveFlags = ['collective', 'threats', 'minors', 'self_harm', 'media', 'sensitive']

export function isSensitive(proposal: Proposal | null): boolean {
  return (proposal?.flags ?? []).some((flag) => sensitiveFlags.includes(flag))
}

/** What the queue shows before anybody has decided: the proposal's own values. */
export function proposedColumns(proposal: Proposal | null) {
  const top = proposal?.service_codes[0]
  const deadline: Deadline | null = proposal?.deadline ?? null
  return {
    kind: proposal?.kind ?? null,
    service_code: top?.code ?? null,
    service_path: top?.path ?? [],
    district: proposal?.place.district ?? null,
    subdistrict: proposal?.place.subdistrict ?? null,
    community: proposal?.place.community ?? null,
    deadline,
    emergency: proposal?.triage === 'emergency',
    sensitive: isSensitive(proposal),
    confidence: proposal?.confidence ?? null,
  }
}

/**
 * Records a confirmed request and opens its order, waiting for dispatch (R10, R11). Runs inside the caller's
 * transaction together with its event, audit row and job row; nothing has been sent to any unit yet.
 */
export async function registerRequest(
  trx: Db,
  secrets: Secrets,
  input: RequestToRegister,
): Promise<RegisteredRequest> {
  const { now, timezone } = input
  const requestId = newId(now.getTime())
  const orderId = newId(now.getTime())
  const requestNo = formatNumber('', now, await nextRunningNumber(trx, 'request_no_seq'), timezone)
  const orderNo = formatNumber('G', now, await nextRunningNumber(trx, 'order_no_seq'), timezone)
  const queryCode = newQueryCode()
  await insertRequest(trx, {
    id: requestId,
    request_no: requestNo,
    query_code_index: secrets.index(`${requestNo}:${queryCode}`),
    query_code_ct: secrets.encrypt(queryCode),
    channel: input.channel,
    conversation_id: input.conversationId,
    draft_id: input.draftId,
    requester_id: input.requesterId,
    confidential: input.confidential,
    title: input.title,
    description: input.description,
    elements: JSON.stringify(input.elements),
    received_at: input.receivedAt,
    registered_at: now,
  })
  await insertOrder(trx, {
    id: orderId,
    order_no: orderNo,
    request_id: requestId,
    status: 'awaiting_dispatch',
    ...proposedColumns(input.proposal),
    pack_version_id: input.packVersionId,
    received_at: input.receivedAt,
    dispatch_due_at: dispatchDueAt(input.proposal, now),
  })
  const seq = await appendOrderEvent(trx, {
    orderId,
    type: 'request_registered',
    at: now,
    actorKind: input.actor?.kind ?? 'citizen',
    ...(input.actor?.kind === 'staff' ? { actorId: input.actor.id } : {}),
    public: true,
    payload: { request_no: requestNo, channel: input.channel },
  })
  await enqueueAnnouncement(trx, { orderId, seq, now })
  await indexRequest(trx, { requestId, orderId, input })
  return { requestId, requestNo, orderId, orderNo, queryCode }
}
