import { z } from 'zod'
import { staffRoles } from '../../dispatch/order/roles.ts'
import { orderStatuses } from '../../dispatch/order/transitions.ts'
import { proposal } from '../../dispatch/proposal/proposal.ts'
import { decisionDiff, dispatchDecision } from '../../dispatch/review/decision.ts'
import { attachment, pin, timelineEntry } from './chat-frames.ts'
import { consultation, question, requestPart } from './review-api.ts'

/** The console's REST and live-event schemas: routes declare them, the console infers its types from them. */

export const roles = staffRoles
export type Role = (typeof roles)[number]
export type DispatchDecision = z.infer<typeof dispatchDecision>

export const apiError = z.object({ code: z.string(), message: z.string(), requestId: z.string() })

// POST /api/v1/staff/sign-in · POST /api/v1/staff/sign-out · GET /api/v1/staff/me
export const signInBody = z.object({
  login: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
})
export const staffMe = z.object({
  id: z.string(),
  login: z.string(),
  display_name: z.string(),
  roles: z.array(z.enum(roles)),
  unit: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** Sent back in the header `x-csrf-token` with every write. */
  csrf_token: z.string(),
})
export type StaffMe = z.infer<typeof staffMe>

// GET /api/v1/console/queue?limit=&cursor=
export const queueItem = z.object({
  request_id: z.string(),
  request_no: z.string(),
  order_no: z.string(),
  title: z.string(),
  channel: z.string(),
  received_at: z.string(),
  dispatch_due_at: z.string(),
  status: z.enum(orderStatuses),
  emergency: z.boolean(),
  sensitive: z.boolean(),
  confidence: z.number().nullable(),
  kind: z.string().nullable(),
  class_text: z.string(),
  place_text: z.string(),
  lead_text: z.string(),
  /** What the proposal takes it for; null without one. The confidence is of the lead, or, where nothing is to be dispatched, of this. */
  triage: z.string().nullable(),
  /** Of a demand that was separated from its message. */
  part_no: z.number().int().nullable(),
  /** The citizen was asked and has not answered yet; or has, and nobody has looked since. */
  waiting: z.boolean(),
  answered: z.boolean(),
  consulting: z.boolean(),
  /** Requests that may be the same matter and of which nobody has said yes or no (R11-3). */
  duplicates: z.number().int(),
  claimed_by: z.string().nullable(),
})
export type QueueItem = z.infer<typeof queueItem>
export const queuePage = z.object({ items: z.array(queueItem), next_cursor: z.string().nullable() })

export const orderUnit = z.object({
  code: z.string(),
  name: z.string(),
  role: z.enum(['lead', 'supporting', 'copy']),
})

export const orderEventView = z.object({
  seq: z.number().int(),
  type: z.string(),
  type_text: z.string(),
  at: z.string(),
  actor: z.string(),
  unit: z.string().nullable(),
  note: z.string(),
})

/** What the citizen sent beside words. */
const evidenceSent = { attachments: z.array(attachment), pin: pin.nullable() }

// GET /api/v1/console/requests/:requestId
export const requestDetail = z.object({
  request_id: z.string(),
  request_no: z.string(),
  order_no: z.string(),
  order_id: z.string(),
  order_version: z.number().int(),
  status: z.enum(orderStatuses),
  channel: z.string(),
  title: z.string(),
  description: z.string(),
  address: z.string(),
  /** The class that the citizen picked on the card. */
  chosen_class: z.string().nullable(),
  /** The phone call that it was heard in; its words are read apart. */
  call_id: z.string().nullable(),
  ...evidenceSent,
  confidential: z.boolean(),
  /** Only a reviewer may dispatch it. */
  sensitive: z.boolean(),
  has_contact: z.boolean(),
  received_at: z.string(),
  dispatch_due_at: z.string(),
  duplicates: z.number().int(),
  /** Confirmed, and leaving unless it is undone. */
  leaving: z.object({ by: z.string(), mine: z.boolean(), leaves_at: z.string() }).nullable(),
  /** Whether a question reaches the citizen in the chat. */
  in_chat: z.boolean(),
  questions: z.array(question),
  consultations: z.array(consultation),
  part_of: z
    .object({ request_id: z.string(), request_no: z.string(), title: z.string() })
    .nullable(),
  parts: z.array(requestPart),
  due_at: z.string().nullable(),
  messages: z.array(
    z.object({ seq: z.number().int(), sender: z.string(), text: z.string(), at: z.string() }),
  ),
  proposal_id: z.string().nullable(),
  proposal: proposal.nullable(),
  claim: z
    .object({ user_id: z.string(), name: z.string(), mine: z.boolean(), expires_at: z.string() })
    .nullable(),
  decision: z
    .object({
      by: z.string(),
      at: z.string(),
      decision: dispatchDecision,
      diff: decisionDiff,
      /** Why the proposal was changed. */
      reason: z.string().nullable(),
      note: z.string(),
    })
    .nullable(),
  units: z.array(orderUnit),
  events: z.array(orderEventView),
  /** Actions that this person may take now (from the transition table). */
  actions: z.array(z.string()),
})
export type RequestDetail = z.infer<typeof requestDetail>

// POST /api/v1/console/requests/:requestId/claim (again = heartbeat) · DELETE …/claim
export const claimResult = z.object({ expires_at: z.string() })

// POST /api/v1/console/requests/:requestId/dispatch
export const dispatchBody = z.object({
  /** Made by the client for one press of the button, so that a double click dispatches once. */
  client_action_id: z.string().min(8).max(64),
  order_version: z.number().int(),
  proposal_id: z.string().nullable(),
  decision: dispatchDecision,
  reason_code: z.string().max(40).nullable(),
  note: z.string().max(1000),
})
export const dispatchResult = z.object({
  order_id: z.string(),
  order_no: z.string(),
  order_version: z.number().int(),
  status: z.enum(orderStatuses),
  due_at: z.string(),
  diff: decisionDiff,
  /** When it leaves; null when it has left. Until then it can be undone. */
  leaves_at: z.string().nullable(),
})

// GET /api/v1/console/orders?status=&search=&cursor= (row scope: a unit sees its own) · GET /api/v1/console/orders/:orderId
export const orderItem = z.object({
  order_id: z.string(),
  order_no: z.string(),
  /** The request behind it: where it was or will be dispatched, under the number that the citizen has. */
  request_id: z.string(),
  request_no: z.string(),
  title: z.string(),
  status: z.enum(orderStatuses),
  status_text: z.string(),
  role: z.enum(['lead', 'supporting', 'copy']).nullable(),
  lead_unit: z.string().nullable(),
  class_text: z.string(),
  place_text: z.string(),
  deadline: z.string().nullable(),
  dispatched_at: z.string().nullable(),
  due_at: z.string().nullable(),
  overdue: z.boolean(),
})
export type OrderItem = z.infer<typeof orderItem>
export const orderPage = z.object({ items: z.array(orderItem), next_cursor: z.string().nullable() })

export const orderDetail = orderItem.extend({
  ...evidenceSent,
  order_version: z.number().int(),
  description: z.string(),
  address: z.string(),
  kind_text: z.string(),
  legal_basis: z.string(),
  has_contact: z.boolean(),
  may_reveal: z.boolean(),
  units: z.array(orderUnit),
  reply: z.string().nullable(),
  events: z.array(orderEventView),
  actions: z.array(z.string()),
})
export type OrderDetail = z.infer<typeof orderDetail>

// POST /api/v1/console/orders/:orderId/actions/:action  (acknowledge, reply, …: the transition table)
export const orderActionBody = z.object({
  client_action_id: z.string().min(8).max(64),
  order_version: z.number().int(),
  /** reply: what was done; terminate: grounds. */
  text: z.string().max(4000).default(''),
  /** reply: solved|partly|not_solved. */
  resolution: z.enum(['solved', 'partly', 'not_solved']).optional(),
})
export const orderActionResult = z.object({
  order_version: z.number().int(),
  status: z.enum(orderStatuses),
})

// POST /api/v1/console/orders/:orderId/reveal — each view of an identity has a purpose and a log line (promise 3)
export const revealBody = z.object({ purpose: z.string().min(2).max(200) })
export const revealResult = z.object({ name: z.string().nullable(), phone: z.string().nullable() })

// GET /api/v1/console/options — everything a form chooses from, once, with an ETag
export const options = z.object({
  pack_version: z.string(),
  /** Where the bands of confidence begin, from the precision that the city requires. */
  confidence_bands: z.object({ high: z.number(), middle: z.number() }),
  classes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      path: z.array(z.string()),
      pinyin: z.string(),
      definition: z.string(),
      deadline: z.string().nullable(),
    }),
  ),
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      level: z.string(),
      /** Initials of the name, then of each short name, a space between them. */
      pinyin: z.string(),
      aliases: z.array(z.string()),
    }),
  ),
  places: z.array(z.object({ district: z.string(), subdistricts: z.array(z.string()) })),
})
export type Options = z.infer<typeof options>

// GET /api/v1/console/jobs?state=dead · POST /api/v1/console/jobs/:jobId/retry (administrator)
export const jobItem = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  attempts: z.number().int(),
  last_error: z.string().nullable(),
  created_at: z.string(),
  run_at: z.string(),
})

// POST /api/v1/requests/progress — the citizen's own look, by number and code
export const progressBody = z.object({
  request_no: z.string().min(4).max(40),
  query_code: z.string().min(4).max(40),
})
export const progressResult = z.object({
  request_no: z.string(),
  title: z.string(),
  status: z.string(),
  status_text: z.string(),
  unit: z.string().nullable(),
  due_at: z.string().nullable(),
  reply: z.string().nullable(),
  timeline: z.array(timelineEntry),
})

/** `/ws/console`: small hints; the screen then reads what it needs. First frame is `hello` with the csrf token. */
export const consoleClientFrame = z.discriminatedUnion('type', [
  z.object({ v: z.literal(1), type: z.literal('hello'), csrf_token: z.string() }),
  z.object({ type: z.literal('ping') }),
])
export const consoleServerFrame = z.discriminatedUnion('type', [
  z.object({ v: z.literal(1), type: z.literal('welcome') }),
  z.object({ type: z.literal('request-arrived'), request_id: z.string(), emergency: z.boolean() }),
  z.object({ type: z.literal('request-changed'), request_id: z.string() }),
  z.object({ type: z.literal('order-changed'), order_id: z.string() }),
  z.object({ type: z.literal('call-changed'), call_id: z.string() }),
  z.object({
    type: z.literal('alarm'),
    /** Null for an alarm of a phone call. */
    conversation_id: z.string().nullable(),
    call_id: z.string().optional(),
    kind: z.enum(['emergency', 'risk']),
    /** Empty for a sign of risk (R29), which names its flags instead. */
    number: z.string(),
    flags: z.array(z.string()),
    text: z.string(),
    at: z.string(),
  }),
  z.object({ type: z.literal('reception-changed'), conversation_id: z.string() }),
  z.object({ type: z.literal('pong') }),
])
export type ConsoleServerFrame = z.infer<typeof consoleServerFrame>
