import { z } from 'zod'
import { triageOutcomes } from '../../dispatch/proposal/proposal.ts'
import { asks, pin, quickReply } from '../protocol/chat-frames.ts'
import { sentFiles, spoken } from './draft.ts'

/** What the requester may do with a filed request (DOMAIN section 5), as far as it takes another word to do it. */
export const requesterActions = ['add_facts', 'remind', 'withdraw', 'rate', 'reopen'] as const
export type RequesterAction = (typeof requesterActions)[number]

/** An action that waits for the citizen's next words: new facts, "really?", or the next of the questions of a rating. */
const pendingAction = z.object({
  action: z.enum(requesterActions),
  request_no: z.string(),
  /** Answers of a rating so far (R23: contacted, solved, satisfied). */
  answers: z.record(z.string(), z.string()).default({}),
})
export type PendingAction = z.infer<typeof pendingAction>

/**
 * Where a conversation stands, apart from its drafts: kept as JSON with a version of its own. Every key has a default,
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
   * refused without a person. `asked`: the turn asked whether to file them, so that a bare "yes" does.
   */
  offer: z
    .object({
      words: z.array(spoken),
      despite: z.enum(triageOutcomes),
      asked: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  pending: pendingAction.nullable().default(null),
  /** Requests of other conversations that number and query code have opened here. */
  known: z.array(z.string()).default([]),
  /** How often nothing but abuse was said: one warning, then limits. */
  abuse: z.number().int().default(0),
  /** Risk flags (R29) that a reviewer was told of already. */
  flagged: z.array(z.string()).default([]),
  /** The progress of the matter was asked before it was filed: the receipt shows it too. */
  progress_asked: z.boolean().default(false),
  /** A position that was sent before the matter was said: the next draft takes it. */
  pin: pin.nullable().default(null),
  /** Files that belong to no matter yet: the next one takes them. */
  files: z.array(sentFiles).default([]),
})
export type ConversationState = z.infer<typeof conversationState>
