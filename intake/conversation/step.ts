import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import type { Unanswered } from '../../kb/gap/worth-recording.ts'
import type { Pin, ProgressCard } from '../protocol/chat-frames.ts'
import type { Draft, SentFiles } from './draft.ts'
import type { OwnRepeat } from './find-repeat.ts'
import type { ConversationState, RequesterAction } from './state.ts'
import type { Say } from './texts.ts'
import type { Turn } from './turn.ts'

/** Where a conversation stands before a message is answered. */
export interface Standing {
  state: ConversationState
  draft: Draft | null
  /** Drafts beside the open one: a second demand, or a matter that was left midway. None is lost. */
  parked: readonly Draft[]
  /** The wish to speak to a person, while it lasts. */
  handOver: 'waiting' | 'taken' | null
}

/** A standing with an open draft. */
export type InDraft = Standing & { draft: Draft }

/** One message of the citizen that waits for an answer. */
export interface Incoming {
  id: string
  kind: 'text' | 'draft_edit'
  /** With the citizen's own identity: only the words shown to staff are masked. */
  text: string
  /** The same with identity masked: this goes into drafts and orders. */
  masked: string
  choice: string | null
  /** How many files came with it. */
  attachments?: number
  /** A position that came with it. */
  pin?: Pin
}

/** What was understood of the message by itself; null where the part failed or ran out of its time budget. */
export interface Heard {
  proposal: Proposal | null
  answer: AskResult | null
  /** The conversation's own requests, or the one that number and code name; null = not looked up. */
  progress: ProgressCard[] | null
  /** A filed request of one's own that the words are about once more (R11-3). */
  again?: OwnRepeat | null
}

export type HandOverReason = 'asked' | 'self_harm' | 'unanswered'

/** What the edge must do beside saying the turns, in the same transaction. */
export type Effect =
  | { type: 'alarm'; number: string; text: string }
  | { type: 'risk'; flags: string[]; text: string }
  | { type: 'hand-over'; reason: HandOverReason; urgent: boolean; say: boolean }
  | { type: 'keep-proposal'; draftId: string; proposal: Proposal }
  /** Files the open draft and every parked one that the citizen has been shown with it. */
  | { type: 'file' }
  /** Gives up the draft that was open. */
  | { type: 'discard'; draftId: string }
  | {
      type: 'order-action'
      action: RequesterAction
      requestNo: string
      text: string
      rating?: Record<string, string>
      /** Done without being asked for: to file the words by themselves stays open. */
      orFile?: boolean
      /** Pictures that go with the words. */
      files?: SentFiles[]
    }
  | { type: 'pickup-code' }
  /** A question that the articles do not answer, or barely: kept without a name for who writes them. */
  | { type: 'unanswered'; question: string; found: Unanswered }

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
  /** Ids of new drafts, made at the edge so that the decision stays pure. */
  newDraftId: (index: number) => string
}

/** A step that says these turns and waits for the citizen; what the last one asks is what the next answers. */
export function wait(standing: Standing, turns: Turn[], effects: Effect[] = []): Step {
  const last = turns.at(-1)
  const state = last
    ? { ...standing.state, asks: last.asks, options: last.quick_replies }
    : standing.state
  return { ...standing, state, turns, effects, revised: false }
}

/** A step whose draft has to be understood again. */
export function revise(
  standing: Standing,
  draft: Draft,
  more: { turns?: Turn[]; effects?: Effect[] } = {},
): Step {
  return {
    ...standing,
    draft,
    turns: more.turns ?? [],
    effects: more.effects ?? [],
    revised: true,
  }
}

/** The same standing with its state changed. */
export function withState<S extends Standing>(standing: S, more: Partial<ConversationState>): S {
  return { ...standing, state: { ...standing.state, ...more } }
}
