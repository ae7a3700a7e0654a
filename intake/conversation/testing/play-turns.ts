import type { Proposal } from '../../../dispatch/proposal/proposal.ts'
import type { AskResult } from '../../../kb/answer/ask-result.ts'
import type { ProgressCard } from '../../protocol/chat-frames.ts'
import { makeProposal, nowhere } from '../../testing/make-proposal.ts'
import { smallPack } from '../../testing/small-pack.ts'
import { answerMessage } from '../answer-message.ts'
import { maskIdentity } from '../contact.ts'
import type { Draft } from '../draft.ts'
import { withoutOpen } from '../several-drafts.ts'
import { conversationState } from '../state.ts'
import type { Incoming, Standing, Step } from '../step.ts'
import type { Turn } from '../turn.ts'

export interface Said {
  text: string
  choice?: string
  proposal?: Proposal | null
  answer?: AskResult
  progress?: ProgressCard[]
  /** What the draft is understood as afterwards; the message's own proposal if absent. */
  draft?: Proposal | null
}

interface PlayOptions {
  start?: Partial<Standing>
  /** What a message is understood as that brings no proposal of its own. */
  usual?: Proposal
  /** What a draft is understood as by its words. */
  understand?: (draft: Draft) => Proposal
}

const pack = smallPack()

/** Plays messages one after another and returns every step. */
export async function playTurns(
  said: readonly (string | Said)[],
  { start, usual = makeProposal(), understand }: PlayOptions = {},
) {
  let standing: Standing = {
    state: conversationState.parse({}),
    draft: null,
    parked: [],
    handOver: null,
    ...start,
  }
  const steps: (Step & { turn: Turn })[] = []
  for (const [index, entry] of said.entries()) {
    const one: Said = typeof entry === 'string' ? { text: entry } : entry
    const proposal = one.proposal === undefined ? usual : one.proposal
    const message: Incoming = {
      id: `m${index}`,
      kind: 'text',
      text: one.text,
      masked: maskIdentity(one.text, { answersContact: standing.state.asks === 'contact' }),
      choice: one.choice ?? null,
    }
    const step = await answerMessage(standing, message, {
      pack,
      newDraftId: (part) => (part === 0 ? `d${index}` : `d${index}-${part}`),
      understanding: {
        hear: async () => ({
          proposal,
          answer: one.answer ?? null,
          progress: one.progress ?? null,
        }),
        understandDraft: async (draft) =>
          understand?.(draft) ?? (one.draft === undefined ? proposal : one.draft),
      },
    })
    steps.push({ ...step, turn: step.turns.at(-1) as Turn })
    const filed = step.effects.some((e) => e.type === 'file')
    const after: Standing = { ...step, draft: step.draft }
    standing = filed ? withoutOpen(after, true) : after
  }
  return steps
}

export const askPlace = makeProposal({ mode: 'ask_place', place: nowhere, missing: ['address'] })
export const inquiry = makeProposal({
  triage: 'inquiry',
  kind: 'inquiry',
  mode: 'none',
  deadline: null,
})
export const answered: AskResult = {
  outcome: 'answered',
  answer: '带身份证到派出所办理。',
  reason: '',
  citations: [{ article: 'a1', title: '居住证', source: '某局', valid_until: null }],
  service_points: [],
  confidence: 0.9,
  ms: 1,
}
export const fire = makeProposal({ triage: 'emergency', emergency_number: '119', mode: 'none' })

export const asksOf = (steps: { turn: Turn }[]) => steps.map((step) => step.turn.asks)
export const keyOf = (turn: Turn) => turn.text.split('|')[0]
export const cardOf = (turn: Turn) => turn.cards[0] as Record<string, unknown> | undefined
