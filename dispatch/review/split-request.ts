import type { Database, Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { Actor } from '../order/actor.ts'
import { enqueueAnnouncement } from '../order/announce-event.ts'
import { formatNumber } from '../order/order-numbers.ts'
import { lockOrderOfRequest, updateOrder, wasDone } from '../order/order-store.ts'
import { proposedColumns } from '../order/register-request.ts'
import { insertOrder, insertRequest, nextRunningNumber } from '../order/request-store.ts'
import type { Proposal } from '../proposal/proposal.ts'
import { checkMayWork } from './dispatch-order.ts'
import { storeNewProposal } from './proposal-store.ts'
import { enqueueProposeAgain } from './propose-again-job.ts'
import type { LockedOrder } from './send-order.ts'
import { partProposal, partTitle } from './split-parts.ts'
import { listParts, loadWhole, setPartText } from './split-store.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>

export interface SplitDeps {
  database: Database
  clock: Clock
  secrets: Secrets
  pack: Pack
  packVersionId: string
}

export interface SplitInput {
  requestId: string
  clientActionId: string
  orderVersion: number
  /** The words of each demand; the first stays with this request. */
  parts: string[]
}

const MOST = 10
const LONGEST = 2000

function checkParts(texts: readonly string[]): string[] {
  const parts = texts.map((text) => text.trim())
  const fine = parts.every((text) => text !== '' && text.length <= LONGEST)
  if (!fine || parts.length < 2 || parts.length > MOST) throw new AppError('review.split-invalid')
  return parts
}

/**
 * Separates several demands of one message: the first stays, each other becomes an order of its own below the same request
 * number (`…-2`, same query code), with its own proposal and the same clocks (R12: each to the unit that answers for it).
 * Returns the new requests. Errors: those of `checkMayWork`, `order.changed`, `review.split-invalid`, `review.split-part`, `review.split-done`.
 */
export function splitRequest(
  deps: SplitDeps,
  actor: StaffActor,
  input: SplitInput,
): Promise<{ request_ids: string[] }> {
  return deps.database.db.transaction().execute(async (trx) => {
    const now = deps.clock.now()
    const order = await lockOrderOfRequest(trx, input.requestId)
    const before = await listParts(trx, input.requestId)
    if (await wasDone(trx, order.id, input.clientActionId)) {
      return { request_ids: before.map(({ id }) => id) }
    }
    await checkMayWork(trx, actor, order, now)
    if (order.version !== input.orderVersion) throw new AppError('order.changed')
    const texts = checkParts(input.parts)
    const whole = await loadWhole(trx, input.requestId)
    if (whole.request.parent_request_id !== null) throw new AppError('review.split-part')
    if (before.some(({ status }) => status !== 'merged')) throw new AppError('review.split-done')
    const [first = '', ...others] = texts
    const proposalOf = (text: string) =>
      whole.proposal && partProposal(whole.proposal, text, whole.request.description)
    const made: { id: string; no: string }[] = []
    for (const text of others) {
      const no = `${whole.request.request_no}-${before.length + made.length + 2}`
      const part = { text, no, number: before.length + made.length + 2, proposal: proposalOf(text) }
      made.push({ id: await openPart(trx, deps, { order, whole, part, now }), no })
    }
    await setPartText(trx, input.requestId, first)
    await renewProposal(trx, deps, {
      requestId: input.requestId,
      proposal: proposalOf(first),
      cause: input.clientActionId,
      now,
    })
    await updateOrder(trx, order.id, { status: order.status })
    const text = made.map(({ no }) => no).join('、')
    const seq = await appendOrderEvent(trx, {
      orderId: order.id,
      type: 'separated',
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      public: true,
      clientActionId: input.clientActionId,
      payload: { text, count: texts.length },
    })
    await enqueueAnnouncement(trx, { orderId: order.id, seq, now })
    return { request_ids: made.map(({ id }) => id) }
  })
}

/** What the system had seen as a part is taken as it was; what a person cut otherwise is understood by a job. */
async function renewProposal(
  trx: Db,
  deps: SplitDeps,
  wish: { requestId: string; proposal: Proposal | null; cause: string; now: Date },
): Promise<void> {
  const { requestId, proposal, now } = wish
  if (!proposal) {
    await enqueueProposeAgain(trx, { requestId, cause: wish.cause, now })
    return
  }
  const { packVersionId } = deps
  const id = newId(now.getTime())
  await storeNewProposal(trx, { id, requestId, proposal, packVersionId, now })
}

interface Opening {
  order: LockedOrder
  whole: Awaited<ReturnType<typeof loadWhole>>
  part: { text: string; no: string; number: number; proposal: Proposal | null }
  now: Date
}

async function openPart(trx: Db, deps: SplitDeps, opening: Opening): Promise<string> {
  const { order, whole, part, now } = opening
  const { request } = whole
  const { secrets, pack } = deps
  const id = newId(now.getTime())
  const orderId = newId(now.getTime())
  const code = secrets.decrypt(request.query_code_ct)
  const running = await nextRunningNumber(trx, 'order_no_seq')
  const { part_text: _, ...elements } = (request.elements ?? {}) as Record<string, unknown>
  await insertRequest(trx, {
    id,
    request_no: part.no,
    query_code_index: secrets.index(`${part.no}:${code}`),
    query_code_ct: secrets.encrypt(code),
    channel: request.channel,
    conversation_id: request.conversation_id,
    draft_id: null,
    requester_id: request.requester_id,
    confidential: request.confidential,
    title: partTitle(part.text),
    description: part.text,
    elements: JSON.stringify(elements),
    received_at: request.received_at,
    registered_at: now,
    parent_request_id: request.id,
    part_no: part.number,
  })
  const columns = part.proposal ? proposedColumns(part.proposal) : inheritedColumns(order)
  await insertOrder(trx, {
    id: orderId,
    order_no: formatNumber('G', now, running, pack.meta.timezone),
    request_id: id,
    status: 'awaiting_dispatch',
    ...columns,
    sensitive: order.sensitive || columns.sensitive,
    pack_version_id: deps.packVersionId,
    received_at: order.received_at,
    // Separating takes no time from the citizen: the first order's limit holds for all of them.
    dispatch_due_at: order.dispatch_due_at,
  })
  const seq = await appendOrderEvent(trx, {
    orderId,
    type: 'request_registered',
    at: now,
    actorKind: 'system',
    public: true,
    payload: { request_no: part.no, channel: request.channel, separated_from: request.request_no },
  })
  await enqueueAnnouncement(trx, { orderId, seq, now })
  await renewProposal(trx, deps, { requestId: id, proposal: part.proposal, cause: 'split', now })
  return id
}

/** Until it is understood by itself, a part is where the whole was. */
function inheritedColumns({ district, subdistrict, community, sensitive }: LockedOrder) {
  return { district, subdistrict, community, sensitive, emergency: false, confidence: null }
}
