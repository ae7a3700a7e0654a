import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import type { ProgressCard } from '../protocol/chat-frames.ts'
import type { Draft } from './draft.ts'
import type { ConversationState } from './state.ts'
import type { Say } from './texts.ts'
import type { Turn } from './turn.ts'

/** Where a conversation stands before a message is answered. */
export interface Standing {
  state: ConversationState
  draft: Draft | null
}

/** One message of the citizen that waits for an answer. */
export interface Incoming {
  id: string
  kind: 'text' | 'draft_edit'
  /** With the citizen's own identity: only the words shown to staff are masked. */
  text: string
  /** The same with identity masked: this goes into drafts and orders. */
  masked: string
  choice: string | null
}

/** What was understood of the message by itself; null where the part failed or ran out of its time budget. */
export interface Heard {
  proposal: Proposal | null
  answer: AskResult | null
  /** The conversation's own requests, or the one that number and code name; null = not looked up. */
  progress: ProgressCard[] | null
}

/** What the edge must do beside saying the turns, in the same transaction. */
export type Effect =
  | { type: 'alarm'; number: string; text: string }
  | { type: 'human-wanted' }
  | { type: 'keep-proposal'; proposal: Proposal }
  | { type: 'file' }
  | { type: 'discard' }

export interface Step extends Standing {
  turns: Turn[]
  effects: Effect[]
  /** True: the draft changed and must be understood again before it is known what to ask. */
  revised: boolean
}

export interface Context {
  standing: Standing
  message: Incoming
  heard: Heard
  say: Say
  /** A new draft's id, made at the edge so that the decision stays pure. */
  newDraftId: string
}

/** A step that says these turns and waits for the citizen; what the last one asks is what the next answers. */
export function wait(standing: Standing, turns: Turn[], effects: Effect[] = []): Step {
  const last = turns.at(-1)
  const state = last
    ? { ...standing.state, asks: last.asks, options: last.quick_replies }
    : standing.state
  return { state, draft: standing.draft, turns, effects, revised: false }
}

/** A step whose draft has to be understood again. */
export function revise(standing: Standing, draft: Draft, effects: Effect[] = []): Step {
  return { state: standing.state, draft, turns: [], effects, revised: true }
}
