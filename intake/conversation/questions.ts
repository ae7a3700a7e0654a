import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import { choices, offersOf } from './choices.ts'
import { type Draft, MISREAD_PHONE } from './draft.ts'
import { elementValue } from './element-entry.ts'
import { askPin } from './pin.ts'
import { placeOptions } from './place-options.ts'
import type { Say, TextKey } from './texts.ts'
import { type AskName, makeTurn, type QuickReply, type Turn } from './turn.ts'

/** Two attempts for a place, then a dispatcher asks or finds it. */
const MOST_PLACE_QUESTIONS = 2
const MOST_TIMES = { details: 1, contact: 2 }
/** Fewer letters than this say nothing ("急", "路灯"); classes that need details want a few more. */
const SHORTEST = 4
const SHORTEST_DETAILED = 8

export interface Question {
  /** Under what the number of times is kept. */
  what: string
  turn: Turn
}

interface Asking {
  draft: Draft
  proposal: Proposal | null
  say: Say
}

const timesAsked = (draft: Draft, what: string): number => draft.content.asked[what] ?? 0
const exhausted = (draft: Draft, what: keyof typeof MOST_TIMES): boolean =>
  timesAsked(draft, what) >= MOST_TIMES[what]

/** The one thing to ask next, or null: only what is missing and the class requires, the place first (R10). */
export function nextQuestion(draft: Draft, proposal: Proposal | null, say: Say): Question | null {
  const asking = { draft, proposal, say }
  return (
    askDetails(asking) ??
    askPin(draft, proposal, say) ??
    askPlace(asking) ??
    askElement(asking) ??
    askContact(asking) ??
    askConfidential(asking)
  )
}

const skipReply = (say: Say): QuickReply => ({ label: say('reply.skip'), value: choices.skip })

function askDetails({ draft, proposal, say }: Asking): Question | null {
  const letters = draft.content.description.replace(/[\s\p{P}]/gu, '').length
  const detailed = proposal?.missing.includes('details') ?? false
  if (letters >= (detailed ? SHORTEST_DETAILED : SHORTEST) || exhausted(draft, 'details'))
    return null
  return { what: 'details', turn: makeTurn(say('ask.details'), { asks: 'details' }) }
}

/** How often the place may still be asked: not at all, once for a better one, or until it is found. */
function placeQuestions({ content }: Draft, proposal: Proposal | null): number {
  if (!proposal) return MOST_PLACE_QUESTIONS
  const { place, mode, missing } = proposal
  const unplaced = content.despite !== null && content.despite !== 'inquiry' && !place.district
  if (mode === 'ask_place' || place.ambiguous || unplaced) return MOST_PLACE_QUESTIONS
  const better = missing.includes('address') || missing.includes('district')
  if (better && place.subdistrict === null) return 1
  const points = place.district === null && mode !== 'none' && pointsHere.test(content.description)
  // An answer about something else does not use the question up.
  if (points) return content.address === null ? MOST_PLACE_QUESTIONS : 1
  return 0
}

/** Points at a place without naming it: whoever handles it, somebody has to go there. */
const pointsHere =
  /我们?(?:这儿|这里|这边|家|楼|小区|村|院)|楼[上下]|小区|路口|门口|附近|隔壁|胡同|马路边|路边|街上/

function askPlace({ draft, proposal, say }: Asking): Question | null {
  const asked = timesAsked(draft, 'address')
  if (asked >= placeQuestions(draft, proposal)) return null
  const options = proposal?.place.ambiguous ? placeOptions(proposal.place.candidates) : []
  if (options.length > 1) {
    const matched = proposal?.place.candidates[0]?.matched ?? ''
    const quick_replies = [...options, { label: say('reply.none_of_these'), value: choices.skip }]
    const turn = makeTurn(say('ask.district', { matched }), { asks: 'address', quick_replies })
    return { what: 'address', turn }
  }
  const quick_replies = asked > 0 ? [skipReply(say)] : []
  const text = say(asked > 0 ? 'ask.address_again' : 'ask.address')
  return { what: 'address', turn: makeTurn(text, { asks: 'address', quick_replies }) }
}

/** Elements besides the place that a class may require, with the frame's word for them. */
const elementAsks = {
  severity: 'severity',
  respondent: 'respondent',
  time: 'time',
  line: 'details',
  direction: 'details',
  licence: 'details',
} as const satisfies Record<string, AskName>
/** What most people answer, to be tapped instead of written; any other words are as good. */
const offered = {
  severity: 'offers.severity',
  respondent: 'offers.respondent',
  time: 'offers.time',
} as const satisfies Partial<Record<keyof typeof elementAsks, TextKey>>
type AskedElement = keyof typeof elementAsks
const askable = Object.keys(elementAsks) as AskedElement[]

/** Nobody is questioned at length: besides the place one thing that the class requires is asked, and may be skipped. */
const MOST_QUESTIONS = 2

function askElement({ draft, proposal, say }: Asking): Question | null {
  const { content } = draft
  const placeTimes = Math.min(timesAsked(draft, 'address'), MOST_QUESTIONS)
  const others = ['details', ...askable].filter((name) => timesAsked(draft, name) > 0).length
  if (others > 0 || placeTimes + others >= MOST_QUESTIONS || content.despite !== null) return null
  const missing = proposal?.missing ?? []
  const placed = proposal?.place.subdistrict != null
  // Whom the thanks are for stands in them; the street passes them on.
  const told = (one: AskedElement) =>
    one === 'respondent' && proposal?.kind === 'commendation' && placed
  const name = askable.find(
    (one) => missing.includes(one) && elementValue(draft, one) === '' && !told(one),
  )
  if (!name) return null
  const offers = name in offered ? offersOf(say, offered[name as keyof typeof offered]) : []
  const quick_replies = [...offers, skipReply(say)]
  const turn = makeTurn(say(`ask.${name}`), { asks: elementAsks[name], quick_replies })
  return { what: name, turn }
}

/** The element that the last question was about: the answer is noted under its name. */
export function elementAsked(asks: AskName | null, draft: Draft): AskedElement | null {
  return askable.find((name) => timesAsked(draft, name) === 1 && elementAsks[name] === asks) ?? null
}

function askContact({ draft, say }: Asking): Question | null {
  if (draft.contact !== null || exhausted(draft, 'contact')) return null
  const misread = timesAsked(draft, MISREAD_PHONE) > 0
  const text = say(misread ? 'ask.contact_invalid' : 'ask.contact')
  const quick_replies = [{ label: say('reply.skip_contact'), value: choices.skip }]
  return { what: 'contact', turn: makeTurn(text, { asks: 'contact', quick_replies }) }
}

/** Asked only of those who leave something to keep confidential. */
function askConfidential({ draft, say }: Asking): Question | null {
  if (draft.contact === null || draft.content.confidential !== null) return null
  const quick_replies = [
    { label: say('reply.confidential'), value: choices.confidential },
    { label: say('reply.not_confidential'), value: choices.notConfidential },
  ]
  const asks: AskName = 'identity'
  return { what: 'confidential', turn: makeTurn(say('ask.confidential'), { asks, quick_replies }) }
}
