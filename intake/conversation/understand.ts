import type { Clock } from '../../db/kernel/clock.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { Proposal, Propose, ProposeInput } from '../../dispatch/proposal/proposal.ts'
import type { Ask, AskResult } from '../../kb/answer/ask-result.ts'
import type { ProgressCard } from '../protocol/chat-frames.ts'
import { choices, ORDER_PREFIX } from './choices.ts'
import type { Draft } from './draft.ts'
import type { OwnRepeat, RepeatQuestion } from './find-repeat.ts'
import { detectIntent, findLookup, isQuestion } from './intent.ts'
import { textToHear } from './next-turn.ts'
import { detectOrderWish } from './order-intent.ts'
import { usedPin } from './pin.ts'
import type { Heard, Incoming, Standing } from './step.ts'

/** Each part has its own time; what is late counts as not understood, and the talk goes on without it. */
export const BUDGET_MS = { propose: 3000, ask: 2000, again: 1500 }

/** What a language model may take of it, where one is configured: the offline proposal must still be in time. */
const ASSIST_MS = 1500

/** A question that leans on the one before is short. */
const LONGEST_FOLLOW_UP = 24

export interface UnderstandDeps {
  propose: Propose
  ask: Ask
  clock: Clock
  log: Logger
  budgetMs?: typeof BUDGET_MS
  /** The conversation's own requests; its holder needs no code for them. */
  ownProgress(known: readonly string[]): Promise<ProgressCard[]>
  /** One request by number and code; null when they do not fit. */
  lookUpProgress(key: { requestNo: string; queryCode: string }): Promise<ProgressCard | null>
  /** The request of one's own that these words are about once more (R11-3). */
  findAgain(asked: Omit<RepeatQuestion, 'conversationId'>): Promise<OwnRepeat | null>
}

export interface Understanding {
  hear(standing: Standing, message: Incoming): Promise<Heard>
  understandDraft(draft: Draft): Promise<Proposal | null>
}

/** Understands the messages of one conversation; the same words are understood once. */
export function createUnderstanding(deps: UnderstandDeps, channel: string): Understanding {
  const { clock } = deps
  const budget = deps.budgetMs ?? BUDGET_MS
  const known = new Map<string, Promise<Proposal>>()
  // Work that was late once goes on: who asks for the same words again waits for the rest of it.
  const timely = (work: Promise<Proposal>) =>
    within(deps.log, { part: 'propose', ms: budget.propose }, () => work)
  const proposeFor = (
    text: string,
    facts: NonNullable<ProposeInput['known']> = {},
    assist?: ProposeInput['assist'],
  ) => {
    const key = JSON.stringify([text, facts, assist])
    const earlier = known.get(key)
    if (earlier !== undefined) return timely(earlier)
    const told = Object.keys(facts).length > 0
    const input = { channel, text, at: clock.now(), ...(told ? { known: facts } : {}) }
    const fresh = deps.propose(assist ? { ...input, assist } : input)
    known.set(key, fresh)
    return timely(fresh)
  }
  const nothing = { proposal: null, answer: null, progress: null }
  /** A position without a word: only where it is. */
  const placeOf = async (pin: Incoming['pin']) =>
    pin ? proposeFor('', { pin: { lng: pin.lng, lat: pin.lat } }) : null
  return {
    hear: async (standing, message) => {
      if (message.kind === 'draft_edit') return nothing
      if (message.text.trim() === '') return { ...nothing, proposal: await placeOf(message.pin) }
      const text = textToHear(standing, message.masked)
      const asked = standing.draft === null || isQuestion(message.text)
      const [proposal, answer] = await Promise.all([
        proposeFor(text),
        asked ? answerOf(deps, { standing, message, text }, budget.ask) : null,
      ])
      const again = await againOf(deps, { standing, message, proposal }, budget.again)
      const progress = await progressOf(deps, { standing, message, proposal, again })
      return { proposal, answer, progress, again }
    },
    understandDraft: (draft) => {
      const { content } = draft
      const pin = usedPin(draft)
      const facts = {
        ...(pin ? { pin } : {}),
        ...(content.address ? { address: content.address.text } : {}),
        ...(content.kind_chosen && content.kind ? { kind: content.kind } : {}),
      }
      // Only once the words have been heard by the rules: an emergency has its card by now (R11). In confidence: never.
      const assist = content.confidential ? undefined : { budgetMs: ASSIST_MS }
      return proposeFor(content.description, facts, assist)
    },
  }
}

interface Hearing {
  standing: Standing
  message: Incoming
  text: string
}

function answerOf({ ask, clock, log }: UnderstandDeps, hearing: Hearing, ms: number) {
  const { text } = hearing
  const earlier = questionsBefore(hearing)
  return within<AskResult>(log, { part: 'ask', ms }, () =>
    ask({ text, at: clock.now(), ...(earlier.length > 0 ? { earlier } : {}) }),
  )
}

/** "那多久能拿到手": what the citizen asked just before, which a short question may lean on. */
function questionsBefore({ standing, message, text }: Hearing): string[] {
  const { offer } = standing.state
  const follows =
    offer?.despite === 'inquiry' &&
    text === message.masked &&
    text.length <= LONGEST_FOLLOW_UP &&
    isQuestion(message.text)
  return follows ? offer.words.map((words) => words.text) : []
}

type Proposed = Omit<Hearing, 'text'> & { proposal: Proposal | null }

/** Only words that would begin a matter are held against what is filed already. */
async function againOf(
  { findAgain, log }: UnderstandDeps,
  { standing, message, proposal }: Proposed,
  ms: number,
): Promise<OwnRepeat | null> {
  const { state, draft } = standing
  const begins = draft === null && state.pending === null && message.choice === null
  if (!begins || (proposal?.triage !== 'dispatch' && proposal?.triage !== 'repeat')) return null
  const asked = { known: state.known, text: message.masked, proposal }
  return within(log, { part: 'again', ms }, () => findAgain(asked))
}

async function progressOf(
  deps: UnderstandDeps,
  { standing, message, proposal, again }: Proposed & { again: OwnRepeat | null },
): Promise<ProgressCard[] | null> {
  const lookup = findLookup(message.text)
  if (lookup) {
    const found = await deps.lookUpProgress(lookup)
    return found ? [found] : []
  }
  const { state, draft } = standing
  const value = message.choice ?? message.text.trim()
  const wanted =
    value === choices.progress ||
    value.startsWith(ORDER_PREFIX) ||
    state.options.some((o) => o.label === value && o.value !== o.label) ||
    again !== null ||
    ['progress', 'when'].includes(detectIntent(message.text) ?? '') ||
    (draft === null && detectOrderWish(message.text) !== null) ||
    proposal?.triage === 'repeat'
  return wanted ? deps.ownProgress(state.known) : null
}

/** The result, or null when it fails or is late: a part that does not answer must not silence the conversation. */
async function within<T>(
  log: Logger,
  { part, ms }: { part: string; ms: number },
  work: () => Promise<T>,
): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      log.warn({ part, ms }, 'understanding took too long; the talk goes on without it')
      resolve(null)
    }, ms)
  })
  const done = Promise.resolve()
    .then(work)
    .catch((err: unknown) => {
      log.warn({ err, part }, 'understanding failed; the talk goes on without it')
      return null
    })
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
