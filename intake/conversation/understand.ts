import type { Clock } from '../../db/kernel/clock.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { Proposal, Propose } from '../../dispatch/proposal/proposal.ts'
import type { Ask, AskResult } from '../../kb/answer/ask-result.ts'
import type { ProgressCard } from '../protocol/chat-frames.ts'
import { choices } from './choices.ts'
import type { Draft } from './draft.ts'
import { detectIntent, findLookup, isQuestion } from './intent.ts'
import { textToHear } from './next-turn.ts'
import type { Heard, Incoming, Standing } from './step.ts'

/** Each part has its own time; what is late counts as not understood, and the talk goes on without it. */
export const BUDGET_MS = { propose: 3000, ask: 2000 }

export interface UnderstandDeps {
  propose: Propose
  ask: Ask
  clock: Clock
  log: Logger
  budgetMs?: typeof BUDGET_MS
  /** The conversation's own requests; its holder needs no code for them. */
  ownProgress(): Promise<ProgressCard[]>
  /** One request by number and code; null when they do not fit. */
  lookUpProgress(key: { requestNo: string; queryCode: string }): Promise<ProgressCard | null>
}

export interface Understanding {
  hear(standing: Standing, message: Incoming): Promise<Heard>
  understandDraft(draft: Draft): Promise<Proposal | null>
}

/** Understands the messages of one conversation; the same words are understood once. */
export function createUnderstanding(deps: UnderstandDeps, channel: string): Understanding {
  const { clock } = deps
  const budget = deps.budgetMs ?? BUDGET_MS
  const known = new Map<string, Promise<Proposal | null>>()
  const proposeFor = (text: string, address: string) => {
    const key = JSON.stringify([text, address])
    const earlier = known.get(key)
    if (earlier !== undefined) return earlier
    const input = { channel, text, at: clock.now(), ...(address ? { known: { address } } : {}) }
    const fresh = within(deps.log, { part: 'propose', ms: budget.propose }, () =>
      deps.propose(input),
    )
    known.set(key, fresh)
    return fresh
  }
  return {
    hear: async (standing, message) => {
      if (message.kind === 'draft_edit') return { proposal: null, answer: null, progress: null }
      const text = textToHear(standing, message.masked)
      const asked = standing.draft === null || isQuestion(message.text)
      const [proposal, answer] = await Promise.all([
        proposeFor(text, ''),
        asked ? answerOf(deps, text, budget.ask) : null,
      ])
      return { proposal, answer, progress: await progressOf(deps, message, proposal) }
    },
    understandDraft: (draft) =>
      proposeFor(draft.content.description, draft.content.address?.text ?? ''),
  }
}

function answerOf({ ask, clock, log }: UnderstandDeps, text: string, ms: number) {
  return within<AskResult>(log, { part: 'ask', ms }, () => ask({ text, at: clock.now() }))
}

async function progressOf(
  deps: UnderstandDeps,
  message: Incoming,
  proposal: Proposal | null,
): Promise<ProgressCard[] | null> {
  const lookup = findLookup(message.text)
  if (lookup) {
    const found = await deps.lookUpProgress(lookup)
    return found ? [found] : []
  }
  const wanted =
    message.choice === choices.progress ||
    detectIntent(message.text) === 'progress' ||
    proposal?.triage === 'repeat'
  return wanted ? deps.ownProgress() : null
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
