import { z } from 'zod'
import { deadlines, requestKinds } from '../../db/packs/pack.ts'
import { kindTexts } from '../../dispatch/order/event-texts.ts'
import { placeText } from '../../dispatch/order/order-view.ts'
import { type Proposal, triageOutcomes } from '../../dispatch/proposal/proposal.ts'
import { toSimplified } from '../../kb/language/simplify.ts'
import { type Card, pin as pinSchema } from '../protocol/chat-frames.ts'
import { elementEntry, elementValue } from './element-entry.ts'
import { findAddress } from './find-address.ts'
import type { Say } from './texts.ts'

/** Words of the citizen with the message that they stand in. */
export const spoken = z.object({ message_id: z.string(), text: z.string() })
export type Spoken = z.infer<typeof spoken>

export const contact = z.object({
  name: z.string(),
  phone: z.string(),
  message_id: z.string().nullable(),
})
export type Contact = z.infer<typeof contact>

/** What a draft holds (R10: time, matter, contact), each element with the message that it comes from. */
/** A message that brought files, and how many. */
export const sentFiles = z.object({ message_id: z.string(), count: z.number().int() })
export type SentFiles = z.infer<typeof sentFiles>

export const draftContent = z.object({
  v: z.literal(1),
  words: z.array(spoken),
  title: z.string(),
  description: z.string(),
  /** A title that the citizen wrote stays, whatever else changes. */
  title_edited: z.boolean(),
  address: z.object({ text: z.string(), message_id: z.string().nullable() }).nullable(),
  place: z.object({
    district: z.string().nullable(),
    subdistrict: z.string().nullable(),
    community: z.string().nullable(),
  }),
  /** The position that was sent; `refused`: what was understood of it is not the place. */
  pin: pinSchema.extend({ refused: z.boolean() }).nullable().default(null),
  kind: z.enum(requestKinds).nullable(),
  /** The citizen's own choice on the card stands, whatever is understood afterwards. */
  kind_chosen: z.boolean().default(false),
  class_path: z.array(z.string()),
  /** What the card offers to choose from: the candidates of the proposal. */
  class_options: z.array(z.object({ code: z.string(), path: z.array(z.string()) })).default([]),
  class_chosen: z.string().nullable().default(null),
  /** Everything that was said or chosen, with its place in the words; corrections keep what they replace. */
  elements: z.array(elementEntry).default([]),
  deadline: z.enum(deadlines).nullable(),
  confidential: z.boolean().nullable(),
  /** The branch of R11 that the citizen was shown and files despite. */
  despite: z.enum(triageOutcomes).nullable(),
  /** Messages that brought files, with their number; null: from before drafts kept their own, so that all go with it. */
  files: z.array(sentFiles).nullable().default(null),
  /** How often each thing was asked, so that nobody is asked for ever. */
  asked: z.record(z.string(), z.number().int()),
})
export type DraftContent = z.infer<typeof draftContent>

/** An open draft. The contact is apart from the rest because it is stored encrypted (promise 3). */
export interface Draft {
  id: string
  version: number
  proposalId: string | null
  contact: Contact | null
  content: DraftContent
}

export function emptyContent(): DraftContent {
  return {
    v: 1,
    words: [],
    title: '',
    description: '',
    title_edited: false,
    address: null,
    place: { district: null, subdistrict: null, community: null },
    pin: null,
    kind: null,
    kind_chosen: false,
    class_path: [],
    class_options: [],
    class_chosen: null,
    elements: [],
    deadline: null,
    confidential: null,
    despite: null,
    files: [],
    asked: {},
  }
}

const MAX_TITLE = 40
/** As often as this, nothing is asked. */
export const NEVER_AGAIN = 99
/** Counted beside the questions: the last answer to that for a phone was meant as one and cannot be. */
export const MISREAD_PHONE = 'contact_misread'
const MAX_DESCRIPTION = 4000

/** How people begin to speak on the telephone; the queue's column begins with the matter. */
const opener =
  /^(?:(?:喂|嗯|那个|[您你]好|请问|是?12345(?:热线)?[吗吧嘛]?|我?(?:想|要|来)(?:跟你们|向你们|给你们)?(?:反映|反应|投诉|说)(?:[一两二三几]?[下个件点])?(?:问题|情况|事情?儿?)?|再(?:说|反映)一?[件个](?:事情?儿?|问题)|就是(?:说)?|我们那个(?=那个)|[啊呀哦,，、\s])+)(?=.{6})/u

/** The first sentence, cut where a queue's column ends. */
export function makeTitle(description: string, fallback: string): string {
  const parts = description.split(/[。！？!?\n]/).map((part) => toSimplified(part).trim())
  const said = parts.find((part) => part.replace(opener, '') !== '') ?? parts.find((part) => part)
  const title = (said ?? fallback).replace(opener, '') || (said ?? fallback)
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title
}

/** Adds what was just said; a long story is kept whole in its messages and cut in the description. */
export function addWords(content: DraftContent, said: Spoken): DraftContent {
  const description = content.description ? `${content.description}\n${said.text}` : said.text
  return {
    ...content,
    words: [...content.words, said],
    description: description.slice(0, MAX_DESCRIPTION),
  }
}

/** The values of the proposal that the card shows; the citizen's own corrections stand. */
export function fillFromProposal(content: DraftContent, proposal: Proposal | null): DraftContent {
  if (!proposal) return content
  const { district, subdistrict, community } = proposal.place
  const options = proposal.service_codes.map(({ code, path }) => ({ code, path }))
  const chosen = content.class_options.find(({ code }) => code === content.class_chosen)
  const kept = chosen && !options.some(({ code }) => code === chosen.code) ? [chosen] : []
  return {
    ...content,
    place: { district, subdistrict, community },
    kind: content.kind_chosen ? content.kind : proposal.kind,
    class_path: chosen?.path ?? options[0]?.path ?? [],
    class_options: [...kept, ...options].slice(0, 6),
    deadline: proposal.deadline,
    confidential: content.confidential ?? (proposal.confidential ? true : null),
  }
}

/** The address of the card's own field, else the one that was written in passing. */
export function addressOf(content: DraftContent): string {
  return content.address?.text ?? findAddress(content.description)
}

/** The summary card: what will be filed, before a person confirms it. */
export function draftCard(
  draft: Draft,
  state: 'open' | 'confirmed' | 'discarded' | 'expired',
  say: Say,
): Extract<Card, { type: 'draft' }> {
  const { content, contact: who } = draft
  return {
    type: 'draft',
    draft_id: draft.id,
    version: draft.version,
    state,
    title: content.title,
    description: content.description,
    kind_text: kindTexts[content.kind ?? ''] ?? '',
    kind: content.kind,
    class_text: content.class_path.join(' › '),
    class_options: content.class_options.map(({ code, path }) => ({
      label: path.join(' › '),
      value: code,
    })),
    place_text: placeText(content.place),
    address: addressOf(content),
    time_text: elementValue(draft, 'time'),
    respondent_text: elementValue(draft, 'respondent'),
    contact_name: who?.name ?? '',
    contact_phone: who?.phone ?? '',
    confidential: content.confidential ?? false,
    pin: content.pin && pinSchema.parse(content.pin),
    attachments: content.files ?? [],
    deadline_text: say(content.deadline ? `deadline.${content.deadline}` : 'deadline.none'),
  }
}
