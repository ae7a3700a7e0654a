import { z } from 'zod'
import { deadlines, requestKinds } from '../../db/packs/pack.ts'
import { proposalModes, triageOutcomes } from '../../dispatch/proposal/proposal.ts'
import { asks, outcomes } from '../../intake/protocol/chat-frames.ts'
import { askOutcomes } from '../../kb/answer/ask-result.ts'

/** The formats of the project's own suites, one JSON object a line; `docs/evaluation.md` explains every key. */

/** One value, or a list of acceptable ones with the preferred first. */
const acceptable = <T extends z.ZodType>(value: T) =>
  z
    .union([value, z.array(value).min(1)])
    .transform((given) => (Array.isArray(given) ? given : [given]))

const splits = ['dev', 'holdout'] as const

const base = {
  id: z.string().min(1),
  split: z.enum(splits).default('dev'),
  why: z.string().default(''),
  slices: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
}
const moment = z.iso.datetime({ offset: true, local: true })

const goldFields = {
  triage: acceptable(z.enum(triageOutcomes)).optional(),
  article: acceptable(z.string()).optional(),
  kind: acceptable(z.enum(requestKinds)).optional(),
  service_codes: z.array(z.string().regex(/^\d{2}(\d{2}(\d{2})?)?$/)).optional(),
  district: z.string().nullable().optional(),
  subdistrict: z.string().nullable().optional(),
  community: z.string().nullable().optional(),
  ambiguous: z.boolean().optional(),
  number: z.array(z.string()).optional(),
  lead: z.array(z.string()).optional(),
  supporting: z.array(z.string()).default([]),
  copies: z.array(z.string()).default([]),
  mode: z.array(z.enum(proposalModes)).optional(),
  deadline: z.array(z.enum(deadlines).nullable()).optional(),
  respondent: acceptable(z.string().nullable()).optional(),
  flags: z.array(z.string()).default([]),
  confidential: z.boolean().optional(),
}
const gold = z.strictObject(goldFields)
export type Gold = z.infer<typeof gold>

export const requestCase = z.strictObject({
  ...base,
  channel: z.string().default('chat'),
  text: z.string().min(1),
  at: moment.optional(),
  /** An address that was given apart from the words, in a form or on asking. */
  address: z.string().optional(),
  gold: z.strictObject({
    ...goldFields,
    demands: z.number().int().min(1).default(1),
    others: z.array(gold).default([]),
  }),
})
export type RequestCase = z.infer<typeof requestCase>

export const emergencyCase = z.strictObject({
  ...base,
  channel: z.string().default('chat'),
  text: z.string().min(1),
  at: moment.optional(),
  emergency: z.boolean(),
  number: z.array(z.string()).default([]),
})
export type EmergencyCase = z.infer<typeof emergencyCase>

/** A string, or any of several; `/…/` is a regular expression. */
export const keyFact = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
export type KeyFact = z.infer<typeof keyFact>

export const questionCase = z.strictObject({
  ...base,
  text: z.string().min(1),
  at: moment.optional(),
  answerable: z.boolean(),
  article: z.array(z.string()).default([]),
  key_facts: z.array(keyFact).default([]),
  outcome: z.array(z.enum(askOutcomes)).default([]),
})
export type QuestionCase = z.infer<typeof questionCase>

const choose = z.strictObject({ choose: z.string().min(1) })
const say = z.strictObject({ say: z.string().min(1) })
export const citizenTurn = z.union([
  say,
  choose,
  z.strictObject({ edit: z.record(z.string(), z.union([z.string(), z.boolean()])) }),
  z.strictObject({ reconnect: z.literal(true) }),
])
export type CitizenTurn = z.infer<typeof citizenTurn>

const reply = z.union([z.string().min(1), choose])
export type ScriptedReply = z.infer<typeof reply>

export const dialogueCards = [
  'draft',
  'receipt',
  'emergency',
  'answer',
  'channel',
  'progress',
] as const

export const dialogueCase = z.strictObject({
  ...base,
  channel: z.enum(['web', 'miniprogram', 'widget']).catch('web').default('web'),
  turns: z.array(citizenTurn).min(1),
  answers: z.partialRecord(z.enum(asks), z.union([reply, z.array(reply).min(1)])).default({}),
  goal: z.strictObject({
    outcome: acceptable(z.enum(outcomes)).optional(),
    cards: z.array(z.enum(dialogueCards)).default([]),
    draft: z.record(z.string(), keyFact).default({}),
    article: z.array(z.string()).default([]),
    says: z.array(keyFact).default([]),
    never: z.array(z.string()).default([]),
    asks: z.array(z.enum(asks)).default([]),
    not_asked: z.array(z.enum(asks)).default([]),
  }),
  max_turns: z.number().int().min(1).max(40).default(12),
})
export type DialogueCase = z.infer<typeof dialogueCase>

export const relations = ['same_requester', 'same_event', 'same_topic', 'unrelated'] as const
const member = z.strictObject({
  text: z.string().min(1),
  at: moment.optional(),
  requester: z.string().optional(),
  address: z.string().optional(),
  channel: z.string().optional(),
})
export const duplicateCase = z.strictObject({
  ...base,
  a: member,
  b: member,
  relation: z.enum(relations),
})
export type DuplicateCase = z.infer<typeof duplicateCase>

export const secondLabel = z.strictObject({
  id: z.string().min(1),
  labeller: z.string().min(1),
  gold: z.strictObject(goldFields).partial(),
})
export type SecondLabel = z.infer<typeof secondLabel>
