import { z } from 'zod'

/** The wire format of `jiesu ask` and of an answer card: an answer names its source, or it is not given (R11). */
export const askOutcomes = [
  'answered',
  'refused',
  'redirect',
  'hand_over',
  'file_request',
  'ask',
  'emergency',
] as const

export const citation = z.object({
  article: z.string(),
  title: z.string(),
  source: z.string(),
  valid_until: z.string().nullable(),
})
export type Citation = z.infer<typeof citation>

export const askResult = z.object({
  outcome: z.enum(askOutcomes),
  answer: z.string(),
  /** Why it was refused or redirected; empty when answered. */
  reason: z.string(),
  citations: z.array(citation),
  service_points: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      address: z.string(),
      phone: z.string(),
      hours: z.string(),
    }),
  ),
  confidence: z.number().min(0).max(1),
  ms: z.number(),
})
export type AskResult = z.infer<typeof askResult>

export interface AskInput {
  text: string
  at: Date
  /** What the citizen asked before in this conversation, oldest first: 那周末呢 is read with it. */
  earlier?: readonly string[]
}

export type Ask = (input: AskInput) => Promise<AskResult>
