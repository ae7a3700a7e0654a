import { z } from 'zod'
import { triageOutcomes } from '../../dispatch/proposal/proposal.ts'
import { asks, quickReply } from '../protocol/chat-frames.ts'
import { spoken } from './draft.ts'

/**
 * Where a conversation stands, apart from its draft: kept as JSON with a version of its own. Every key has a default,
 * so that the row of a conversation that has just begun is `{}`.
 */
export const conversationState = z.object({
  v: z.literal(1).default(1),
  language: z.enum(['zh', 'en']).default('zh'),
  /** What the last turn asked: the next message is read as its answer first. */
  asks: z.enum(asks).nullable().default(null),
  /** The last turn's quick replies, so that typing a label is the same as tapping it. */
  options: z.array(quickReply).default([]),
  /**
   * Words that were answered, or shown another channel (R11), and not filed: "file it anyway" files these. Nothing is
   * refused without a person.
   */
  offer: z
    .object({ words: z.array(spoken), despite: z.enum(triageOutcomes) })
    .nullable()
    .default(null),
})
export type ConversationState = z.infer<typeof conversationState>
