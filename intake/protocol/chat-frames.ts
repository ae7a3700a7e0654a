import { z } from 'zod'

/**
 * The chat's wire protocol, version 1: the same frames for the web page, the mini-program and any other client.
 * `docs/protocol.md` explains them; this file is the schema that both sides parse with.
 */
export const PROTOCOL_VERSION = 1
export const MAX_TEXT_BYTES = 16 * 1024

const id = z.string().min(1).max(64)
const clientMessageId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)

export const asks = [
  'address',
  'district',
  'details',
  'time',
  'severity',
  'respondent',
  'contact',
  'identity',
  'new_facts',
  'confirm',
] as const
export const outcomes = [
  'request_filed',
  'answered',
  'emergency_card',
  'handed_over',
  'statutory_channel',
  'refused',
] as const

/** The kinds of R2, as values; repeated here because the apps share only this file with the server. */
export const requestKinds = [
  'inquiry',
  'assistance',
  'complaint',
  'tip_off',
  'suggestion',
  'commendation',
] as const

/** A photo, film, recording or paper, as it is shown; the addresses work for half a day. */
export const attachment = z.object({
  id: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'document']),
  media_type: z.string(),
  bytes: z.number(),
  name: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  url: z.string(),
  thumbnail_url: z.string().nullable(),
})
export type Attachment = z.infer<typeof attachment>

export const MOST_ATTACHMENTS = 9

/** A position as phones give it (WGS-84), with the radius in metres that it is good to; 0 where a person placed it. */
export const pin = z.object({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracy: z.number().min(0).max(100_000),
})
export type Pin = z.infer<typeof pin>

export const quickReply = z.object({ label: z.string(), value: z.string() })

/** What a citizen may change on the summary card. Absent = unchanged; empty string = taken back. */
export const draftChanges = z
  .object({
    title: z.string().max(80),
    description: z.string().max(4000),
    address: z.string().max(200),
    time: z.string().max(80),
    respondent: z.string().max(80),
    kind: z.enum(requestKinds),
    /** One of the card's `class_options`. */
    service_code: z.string().max(20),
    contact_name: z.string().max(40),
    contact_phone: z.string().max(30),
    confidential: z.boolean(),
  })
  .partial()
export type DraftChanges = z.infer<typeof draftChanges>

export const clientFrame = z.discriminatedUnion('type', [
  z.object({
    v: z.literal(PROTOCOL_VERSION),
    type: z.literal('hello'),
    client: z.string().max(40),
    /** Absent for a new conversation. */
    resume_token: z.string().max(128).optional(),
    /** Instead of a token: a code that another device of the same conversation was told. */
    resume_code: z.string().max(40).optional(),
    /** The last seq this client has shown; everything after it is replayed. */
    last_seq: z.number().int().nonnegative().default(0),
    channel: z.enum(['web', 'miniprogram', 'widget']).default('web'),
  }),
  z.object({
    type: z.literal('message-send'),
    client_message_id: clientMessageId,
    /** May be empty beside an attachment or a pin. */
    text: z.string(),
    /** Value of the quick reply that was tapped, if one was. */
    choice: z.string().max(64).optional(),
    /** Ids of uploads of this conversation. */
    attachments: z.array(z.uuid()).max(MOST_ATTACHMENTS).optional(),
    pin: pin.optional(),
  }),
  z.object({
    type: z.literal('draft-edit'),
    client_message_id: clientMessageId,
    draft_id: id,
    draft_version: z.number().int().positive(),
    changes: draftChanges,
  }),
  z.object({
    type: z.literal('draft-confirm'),
    client_message_id: clientMessageId,
    draft_id: id,
    draft_version: z.number().int().positive(),
  }),
  z.object({
    type: z.literal('draft-discard'),
    client_message_id: clientMessageId,
    draft_id: id,
  }),
  z.object({
    type: z.literal('progress-ask'),
    client_message_id: clientMessageId,
    request_no: z.string().max(40),
    query_code: z.string().max(40),
  }),
  z.object({ type: z.literal('ping') }),
])
export type ClientFrame = z.infer<typeof clientFrame>

export const timelineEntry = z.object({ at: z.string(), type: z.string(), text: z.string() })

/** What the citizen may see of a request: never internal notes or other people (DOMAIN section 6). */
export const progressCard = z.object({
  type: z.literal('progress'),
  request_no: z.string(),
  title: z.string(),
  status: z.string(),
  status_text: z.string(),
  unit: z.string().nullable(),
  due_at: z.string().nullable(),
  reply: z.string().nullable(),
  timeline: z.array(timelineEntry),
})
export type ProgressCard = z.infer<typeof progressCard>

export const card = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('draft'),
    draft_id: z.string(),
    version: z.number().int(),
    state: z.enum(['open', 'confirmed', 'discarded', 'expired']),
    title: z.string(),
    description: z.string(),
    kind_text: z.string(),
    kind: z.enum(requestKinds).nullable().optional(),
    class_text: z.string(),
    class_options: z.array(quickReply).optional(),
    place_text: z.string(),
    address: z.string(),
    time_text: z.string().optional(),
    respondent_text: z.string().optional(),
    contact_name: z.string(),
    contact_phone: z.string(),
    confidential: z.boolean(),
    deadline_text: z.string(),
    /** The position that goes with it. */
    pin: pin.nullable().optional(),
    /** Which of the citizen's messages brought the files that go with it, and how many each. */
    attachments: z.array(z.object({ message_id: z.string(), count: z.number().int() })).optional(),
  }),
  z.object({
    type: z.literal('receipt'),
    request_no: z.string(),
    query_code: z.string(),
    next: z.array(z.string()),
  }),
  z.object({
    type: z.literal('emergency'),
    numbers: z.array(z.object({ number: z.string(), name: z.string(), tel: z.string() })),
    advice: z.array(z.string()),
  }),
  z.object({
    type: z.literal('answer'),
    article: z.string(),
    title: z.string(),
    source: z.string(),
    owner: z.string(),
    valid_until: z.string().nullable(),
  }),
  z.object({
    type: z.literal('channel'),
    name: z.string(),
    why: z.string(),
    article: z.string(),
    how: z.array(z.string()),
  }),
  progressCard,
])
export type Card = z.infer<typeof card>

export const turnFrame = z.object({
  type: z.literal('turn'),
  seq: z.number().int(),
  message_id: z.string(),
  sender: z.enum(['citizen', 'assistant', 'staff', 'system']),
  text: z.string(),
  asks: z.enum(asks).nullable(),
  outcome: z.enum(outcomes).nullable(),
  quick_replies: z.array(quickReply),
  cards: z.array(card),
  /** What the citizen sent with these words; absent where nothing was. */
  attachments: z.array(attachment).optional(),
  pin: pin.optional(),
  client_message_id: z.string().nullable(),
  at: z.string(),
})
export type TurnFrame = z.infer<typeof turnFrame>

export const serverFrame = z.discriminatedUnion('type', [
  z.object({
    v: z.literal(PROTOCOL_VERSION),
    type: z.literal('welcome'),
    conversation_id: z.string(),
    /** Sent once, when the conversation is created; the client keeps it. */
    resume_token: z.string().nullable(),
    last_seq: z.number().int(),
    resumed: z.boolean(),
    heartbeat_seconds: z.number(),
    max_text_bytes: z.number().int(),
    /** The largest upload that the server takes. */
    max_attachment_bytes: z.number().int().optional(),
  }),
  z.object({
    type: z.literal('ack'),
    client_message_id: z.string(),
    seq: z.number().int(),
    duplicate: z.boolean(),
    /** True where a person reads it and answers in his own time: no answer of the assistant follows. */
    attended: z.boolean().optional(),
  }),
  turnFrame,
  z.object({ type: z.literal('typing'), on: z.boolean() }),
  /** How many wait for a person before this conversation; null where it no longer waits. */
  z.object({ type: z.literal('queue'), ahead: z.number().int().nullable() }),
  z.object({
    type: z.literal('error'),
    code: z.string(),
    message: z.string(),
    client_message_id: z.string().nullable(),
    retry_after_ms: z.number().nullable(),
    fatal: z.boolean(),
    /** The newest summary card, where the error is that this window showed an older one. */
    card: card.optional(),
  }),
  z.object({ type: z.literal('pong') }),
])
export type ServerFrame = z.infer<typeof serverFrame>
