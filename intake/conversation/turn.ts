import type { z } from 'zod'
import type { asks, Card, outcomes, quickReply } from '../protocol/chat-frames.ts'

export type AskName = (typeof asks)[number]
export type OutcomeName = (typeof outcomes)[number]
export type QuickReply = z.infer<typeof quickReply>

/** What the assistant says once: the part of a turn frame that is decided, before it has a number and a time. */
export interface Turn {
  text: string
  asks: AskName | null
  outcome: OutcomeName | null
  quick_replies: QuickReply[]
  cards: Card[]
}

/** A turn with words alone, unless more is given. */
export function makeTurn(text: string, more: Partial<Omit<Turn, 'text'>> = {}): Turn {
  return { text, asks: null, outcome: null, quick_replies: [], cards: [], ...more }
}
