import { z } from 'zod'

/** Calls: what a telephone system sends, and what the operator's screen reads. One schema, one place. */

export const speakers = ['citizen', 'operator', 'unknown'] as const
export type Speaker = (typeof speakers)[number]

const MAX_MS = 24 * 3600 * 1000
export const MAX_SEGMENT_TEXT = 2000
/** Four hours of short sentences, with room to spare. */
export const MAX_SEGMENTS = 50_000
const callKey = z.string().min(1).max(100)

const segmentFields = {
  segment_id: z.string().min(1).max(100),
  speaker: z.enum(speakers).default('unknown'),
  start_ms: z.number().int().min(0).max(MAX_MS),
  end_ms: z.number().int().min(0).max(MAX_MS),
  text: z.string().max(MAX_SEGMENT_TEXT),
  confidence: z.number().min(0).max(1).nullable().default(null),
  final: z.boolean().default(true),
  /** Higher replaces lower; a final one replaces a partial one of the same revision. */
  revision: z.number().int().min(0).max(1_000_000).default(0),
}
export const wholeSegment = z.object(segmentFields)
export type SegmentInput = z.infer<typeof wholeSegment>

const aboutCall = {
  caller: z.string().max(40).optional(),
  /** Login of the operator who took the call. */
  agent: z.string().max(64).optional(),
  audio_url: z.url().max(1000).optional(),
}

// /ws/calls, from the telephone system
const seq = z.number().int().min(1).max(2_000_000_000)
export const callFrame = z.discriminatedUnion('type', [
  z.object({ v: z.literal(1), type: z.literal('hello'), token: z.string().max(200).optional() }),
  z.object({
    type: z.literal('call-start'),
    call_id: callKey,
    seq: seq.optional(),
    started_at: z.iso.datetime({ offset: true }).optional(),
    ...aboutCall,
  }),
  z.object({ type: z.literal('segment'), call_id: callKey, seq, ...segmentFields }),
  z.object({
    type: z.literal('call-end'),
    call_id: callKey,
    seq: seq.optional(),
    ended_at: z.iso.datetime({ offset: true }).optional(),
    audio_url: z.url().max(1000).optional(),
  }),
  z.object({ type: z.literal('resume'), call_id: callKey }),
  z.object({ type: z.literal('ping') }),
])
export type CallFrame = z.infer<typeof callFrame>

/** A result message of FunASR's runtime (offline, online, 2pass-online, 2pass-offline). */
export const funasrMessage = z.object({
  mode: z.enum(['offline', 'online', '2pass-online', '2pass-offline']),
  wav_name: z.string().max(200).default(''),
  text: z.string().max(MAX_SEGMENT_TEXT * 4),
  is_final: z.boolean().default(false),
  /** `"[[100,200],[200,500]]"` or the list itself, in milliseconds. */
  timestamp: z.union([z.string(), z.array(z.array(z.number()))]).optional(),
  stamp_sents: z
    .union([
      z.string(),
      z.array(
        z.looseObject({
          text_seg: z.string().default(''),
          punc: z.string().default(''),
          start: z.coerce.number(),
          end: z.coerce.number(),
        }),
      ),
    ])
    .optional(),
})
export type FunasrMessage = z.infer<typeof funasrMessage>

export type CallServerFrame =
  | { v: 1; type: 'welcome' }
  | { type: 'ack'; call_id: string; seq: number; acked_seq: number; missing: [number, number][] }
  | { type: 'resumed'; call_id: string; acked_seq: number; missing: [number, number][] }
  | { type: 'error'; code: string; message: string; call_id: string | null; fatal: boolean }
  | { type: 'pong' }

// POST /api/v1/calls
export const wholeCall = z.object({
  call_id: callKey,
  started_at: z.iso.datetime({ offset: true }).optional(),
  ended_at: z.iso.datetime({ offset: true }).optional(),
  ...aboutCall,
  segments: z.array(wholeSegment).max(MAX_SEGMENTS).optional(),
  /** Instead of segments: lines `市民：…` and `坐席：…`. */
  text: z.string().max(400_000).optional(),
  /** Instead of segments: FunASR's result messages in their order. */
  funasr: z.array(funasrMessage).max(MAX_SEGMENTS).optional(),
})
export type WholeCall = z.infer<typeof wholeCall>
export const wholeCallResult = z.object({
  id: z.string(),
  call_id: z.string(),
  state: z.string(),
  segments: z.number().int(),
})

// The form
export const formFields = [
  'title',
  'description',
  'address',
  'district',
  'subdistrict',
  'occurred',
  'respondent',
  'kind',
  'service_code',
  'confidential',
  'contact_name',
  'contact_phone',
] as const
export type FormField = (typeof formFields)[number]

/** The operator's values: text in all fields, `yes` or `no` for confidential; null takes the own value back. */
export const formEdits = z.partialRecord(z.enum(formFields), z.string().max(4000).nullable())
export type FormEdits = z.infer<typeof formEdits>

/** Words of the call that a value rests on: offsets into the text of one segment. */
export const wordSpan = z.object({ segment: z.string(), start: z.number(), end: z.number() })
export type WordSpan = z.infer<typeof wordSpan>

export const filledField = z.object({ value: z.string(), spans: z.array(wordSpan) })
export const articleHint = z.object({
  key: z.string(),
  title: z.string(),
  source: z.string(),
  excerpt: z.string(),
})
export type ArticleHint = z.infer<typeof articleHint>

export const understanding = z.object({
  fields: z.partialRecord(z.enum(formFields), filledField),
  /** Codes and names that the form offers to choose from. */
  classes: z.array(
    z.object({ code: z.string(), name: z.string(), path: z.array(z.string()), p: z.number() }),
  ),
  units: z.array(
    z.object({ code: z.string(), name: z.string(), p: z.number(), reason: z.string() }),
  ),
  places: z.array(
    z.object({
      district: z.string().nullable(),
      subdistrict: z.string().nullable(),
      how: z.string(),
    }),
  ),
  place_question: z.string().nullable(),
  triage: z.string(),
  article: z.string(),
  emergency: z
    .object({ number: z.string(), words: z.string(), spans: z.array(wordSpan) })
    .nullable(),
  missing: z.array(z.string()),
  flags: z.array(z.string()),
  deadline: z.string().nullable(),
  confidence: z.number(),
  answer: z.string().nullable(),
  articles: z.array(articleHint),
  summary: z.string(),
  /** How many changes of the transcript it knows. */
  upto: z.number().int(),
  ms: z.number(),
})
export type Understanding = z.infer<typeof understanding>

export const callSegment = z.object({
  id: z.string(),
  speaker: z.enum(speakers),
  start_ms: z.number().int(),
  end_ms: z.number().int(),
  text: z.string(),
  confidence: z.number().nullable(),
  final: z.boolean(),
  change_no: z.number().int(),
})
export type CallSegment = z.infer<typeof callSegment>

export const callStates = ['live', 'ended', 'filed', 'answered', 'dismissed'] as const
export const callItem = z.object({
  id: z.string(),
  call_id: z.string(),
  origin: z.enum(['live', 'whole', 'manual']),
  state: z.enum(callStates),
  mine: z.boolean(),
  agent: z.string().nullable(),
  caller: z.string(),
  title: z.string(),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  emergency: z.boolean(),
  segments: z.number().int(),
})
export type CallItem = z.infer<typeof callItem>
export const callList = z.object({ items: z.array(callItem) })

export const transfer = z.object({ number: z.string(), by: z.string(), at: z.string() })
export const callDetail = callItem.extend({
  audio_url: z.string().nullable(),
  change_no: z.number().int(),
  edits: formEdits,
  transfers: z.array(transfer),
  understanding: understanding.nullable(),
  request: z.object({ request_id: z.string(), request_no: z.string() }).nullable(),
  /** The newest of the transcript; older ones by `before`. */
  transcript: z.array(callSegment),
  has_more: z.boolean(),
})
export type CallDetail = z.infer<typeof callDetail>
/** A finished call's words, beside the request that came of it. */
export const callWords = z.object({
  audio_url: z.string().nullable(),
  lines: z.array(z.object({ id: z.string(), speaker: z.enum(speakers), text: z.string() })),
})
export type CallWords = z.infer<typeof callWords>

export const segmentPage = z.object({ transcript: z.array(callSegment), has_more: z.boolean() })

// /ws/console/calls?call=…&after=…: what changed, read from the database
export const callChanges = z.object({
  type: z.literal('changes'),
  change_no: z.number().int(),
  state: z.enum(callStates),
  ended_at: z.string().nullable(),
  segments: z.array(callSegment),
  understanding: understanding.nullable(),
})
export type CallChanges = z.infer<typeof callChanges>

export const editsBody = z.object({ edits: formEdits, create: z.boolean().default(false) })
export const editsResult = z.object({ saved: z.boolean(), caller: z.string() })
export const findingKinds = ['omitted', 'contradicted'] as const
export const finding = z.object({
  kind: z.enum(findingKinds),
  what: z.string(),
  in_form: z.string(),
  in_call: z.string(),
  span: wordSpan.nullable(),
})
export type Finding = z.infer<typeof finding>
export const checkBody = z.object({ edits: formEdits })
export const checkResult = z.object({ findings: z.array(finding) })

export const repeatItem = z.object({
  request_id: z.string(),
  request_no: z.string(),
  title: z.string(),
  status_text: z.string(),
  received_at: z.string(),
  why: z.string(),
  open: z.boolean(),
})
export type RepeatItem = z.infer<typeof repeatItem>

/** While somebody types: the same understanding for a text without a transcript. */
export const typedBody = z.object({
  text: z.string().max(4000),
  address: z.string().max(200).default(''),
  phone: z.string().max(40).default(''),
  service_code: z.string().max(40).default(''),
  district: z.string().max(40).default(''),
  subdistrict: z.string().max(60).default(''),
})
export const typedResult = z.object({
  understanding: understanding.nullable(),
  repeats: z.array(repeatItem),
})

export const fileBody = z.object({
  client_action_id: z.string().min(8).max(64),
  edits: formEdits,
  /** Shown and accepted before filing. */
  findings_seen: z.number().int().min(0).default(0),
})
export const fileResult = z.object({
  request_id: z.string(),
  request_no: z.string(),
  query_code: z.string(),
})
export const answeredBody = z.object({
  client_action_id: z.string().min(8).max(64),
  edits: formEdits,
  question: z.string().min(1).max(2000),
  articles: z.array(z.string().max(200)).max(10),
  note: z.string().max(2000),
})
export const transferBody = z.object({ number: z.string().regex(/^\d{3,12}$/) })
export const articleSearch = z.object({ items: z.array(articleHint) })
