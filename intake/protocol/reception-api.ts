import { z } from 'zod'
import { attachment, card, pin } from './chat-frames.ts'

/** 人工接待: the REST schemas of the reception and its alarms; routes declare them, the console infers its types. */

// GET /api/v1/console/reception
export const receptionItem = z.object({
  conversation_id: z.string(),
  channel: z.string(),
  state: z.enum(['waiting', 'taken']),
  reason: z.string(),
  urgent: z.boolean(),
  wanted_at: z.string(),
  taken_by: z.string().nullable(),
  taken_by_name: z.string().nullable(),
  last_text: z.string(),
  last_at: z.string().nullable(),
  /** Words of the citizen after the last ones of a person. */
  unread: z.number().int(),
})
export type ReceptionItem = z.infer<typeof receptionItem>
export const receptionList = z.object({ items: z.array(receptionItem) })

const draftCard = card.options[0].omit({ contact_name: true, contact_phone: true })

// GET /api/v1/console/reception/:conversationId
export const receptionDetail = z.object({
  conversation_id: z.string(),
  channel: z.string(),
  began_at: z.string(),
  hand_over: z
    .object({
      state: z.enum(['waiting', 'taken']),
      reason: z.string(),
      urgent: z.boolean(),
      wanted_at: z.string(),
      taken_by: z.string().nullable(),
      taken_by_name: z.string().nullable(),
    })
    .nullable(),
  messages: z.array(
    z.object({
      seq: z.number().int(),
      sender: z.string(),
      text: z.string(),
      staff: z.string().nullable(),
      outcome: z.string().nullable(),
      cards: z.array(z.string()),
      /** What a citizen sent besides words. */
      attachments: z.array(attachment),
      pin: pin.nullable(),
      at: z.string(),
    }),
  ),
  drafts: z.array(draftCard.extend({ has_contact: z.boolean() })),
  requests: z.array(
    z.object({
      request_no: z.string(),
      title: z.string(),
      status: z.string(),
      order_id: z.string(),
    }),
  ),
  notes: z.array(
    z.object({ id: z.string(), text: z.string(), author: z.string(), at: z.string() }),
  ),
})
export type ReceptionDetail = z.infer<typeof receptionDetail>

// POST /api/v1/console/reception/:conversationId/messages · …/hand-back · …/notes
export const staffWords = z.object({
  client_message_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  text: z.string().trim().min(1).max(2000),
})
export const handBackBody = z.object({ why: z.string().trim().max(500).default('') })
export const noteBody = z.object({ text: z.string().trim().min(1).max(2000) })

// GET /api/v1/console/alarms?open=true
export const alarmItem = z.object({
  id: z.string(),
  /** One of the two: heard in a chat or in a phone call. */
  conversation_id: z.string().nullable(),
  call_id: z.string().nullable(),
  kind: z.enum(['emergency', 'risk']),
  number: z.string().nullable(),
  flags: z.array(z.string()),
  text: z.string(),
  raised_at: z.string(),
  seen_at: z.string().nullable(),
  seen_by: z.string().nullable(),
  /** What the conversation was filed as since, so that whoever sees the alarm can go to it. */
  request: z
    .object({ request_id: z.string(), order_id: z.string(), request_no: z.string() })
    .nullable(),
  transfers: z.array(
    z.object({ number: z.string(), note: z.string(), by: z.string(), at: z.string() }),
  ),
})
export type AlarmItem = z.infer<typeof alarmItem>
export const alarmList = z.object({ items: z.array(alarmItem) })

// POST /api/v1/console/alarms/:alarmId/transfers · …/seen
export const transferBody = z.object({
  client_action_id: z.string().min(8).max(64),
  number: z.string().regex(/^\d{3,8}$/),
  note: z.string().trim().max(500).default(''),
})
