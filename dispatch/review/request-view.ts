import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type Actor, allowedActions } from '../order/actor.ts'
import { listOrderEvents, listOrderUnits } from '../order/event-view.ts'
import { statusTexts } from '../order/transitions.ts'
import { proposal as proposalSchema } from '../proposal/proposal.ts'
import { selectClaim } from './claim-store.ts'
import { dispatchDecision } from './decision.ts'
import { selectDecision } from './decision-store.ts'
import { countOpenDuplicates } from './duplicates-view.ts'
import { selectPending } from './pending-store.ts'
import { listParts } from './split-store.ts'
import { listConsultations, listQuestions } from './talk-view.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>

async function selectRequest(db: Db, requestId: string) {
  const row = await db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select([
      'r.id',
      'r.request_no',
      'r.channel',
      'r.title',
      'r.description',
      'r.elements',
      'r.confidential',
      'r.requester_id',
      'r.received_at',
      'r.conversation_id',
      'r.draft_id',
      'r.parent_request_id',
      'r.part_no',
      'o.sensitive',
      'o.id as order_id',
      'o.order_no',
      'o.version',
      'o.status',
      'o.lead_unit',
      'o.dispatch_due_at',
      'o.due_at',
    ])
    .where('r.id', '=', requestId)
    .executeTakeFirst()
  if (!row) throw new AppError('request.not-found')
  return row
}

async function selectLatestProposal(db: Db, requestId: string, draftId: string | null) {
  const row = await db
    .selectFrom('proposals')
    .select(['id', 'body'])
    .where((eb) => eb.or([eb('request_id', '=', requestId), eb('draft_id', '=', draftId)]))
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row ? { id: row.id, body: proposalSchema.parse(row.body) } : null
}

async function listMessages(db: Db, conversationId: string | null) {
  if (conversationId === null) return []
  const rows = await db
    .selectFrom('messages')
    .select(['seq', 'sender', 'text', 'created_at'])
    .where('conversation_id', '=', conversationId)
    .where('text', '!=', '')
    .orderBy('seq')
    .limit(500)
    .execute()
  return rows.map((m) => ({
    seq: m.seq,
    sender: m.sender,
    text: m.text,
    at: m.created_at.toISOString(),
  }))
}

/** Everything that the review screen shows of one request, in one read. */
export async function loadRequest(db: Db, actor: StaffActor, requestId: string, now: Date) {
  const row = await selectRequest(db, requestId)
  const proposal = await selectLatestProposal(db, requestId, row.draft_id)
  const claim = await selectClaim(db, requestId, now)
  const decision = await selectDecision(db, requestId)
  const held = (await selectPending(db, requestId)) ?? null
  const elements = row.elements as {
    address?: string
    chosen_class?: string | null
    call_id?: string
  } | null
  return {
    request_id: row.id,
    request_no: row.request_no,
    order_no: row.order_no,
    order_id: row.order_id,
    order_version: row.version,
    status: row.status,
    channel: row.channel,
    title: row.title,
    description: row.description,
    address: elements?.address ?? '',
    chosen_class: elements?.chosen_class ?? null,
    call_id: elements?.call_id ?? null,
    confidential: row.confidential,
    has_contact: row.requester_id !== null,
    received_at: row.received_at.toISOString(),
    dispatch_due_at: row.dispatch_due_at.toISOString(),
    due_at: row.due_at?.toISOString() ?? null,
    messages: await listMessages(db, row.conversation_id),
    proposal_id: proposal?.id ?? null,
    proposal: proposal?.body ?? null,
    claim: claimOf(actor, claim),
    decision: decisionOf(decision),
    sensitive: row.sensitive,
    duplicates: await countOpenDuplicates(db, requestId),
    leaving: held && {
      by: held.display_name,
      mine: held.decided_by === actor.id,
      leaves_at: held.leaves_at.toISOString(),
    },
    in_chat: row.conversation_id !== null,
    questions: await listQuestions(db, requestId),
    consultations: await listConsultations(db, requestId),
    part_of: await selectParent(db, row.parent_request_id),
    parts: await liveParts(db, requestId),
    units: await listOrderUnits(db, row.order_id),
    events: await listOrderEvents(db, row.order_id),
    actions: allowedActions(actor, row),
  }
}

async function selectParent(db: Db, requestId: string | null) {
  if (requestId === null) return null
  const row = await db
    .selectFrom('service_requests')
    .select(['id', 'request_no', 'title'])
    .where('id', '=', requestId)
    .executeTakeFirst()
  return row ? { request_id: row.id, request_no: row.request_no, title: row.title } : null
}

async function liveParts(db: Db, requestId: string) {
  const parts = await listParts(db, requestId)
  return parts
    .filter(({ status }) => status !== 'merged')
    .map((part) => ({
      request_id: part.id,
      request_no: part.request_no,
      title: part.title,
      text: part.description,
      status: part.status,
      status_text: statusTexts[part.status],
    }))
}

function claimOf(actor: StaffActor, claim: Awaited<ReturnType<typeof selectClaim>>) {
  if (!claim) return null
  return {
    user_id: claim.user_id,
    name: claim.display_name,
    mine: claim.user_id === actor.id,
    expires_at: claim.expires_at.toISOString(),
  }
}

function decisionOf(decision: Awaited<ReturnType<typeof selectDecision>>) {
  if (!decision) return null
  return {
    by: decision.display_name,
    at: decision.created_at.toISOString(),
    decision: dispatchDecision.parse(decision.decision),
    diff: decision.diff,
    reason: decision.reason_code,
    note: decision.note,
  }
}
