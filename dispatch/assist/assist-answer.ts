import { z } from 'zod'
import { assistElements } from '../proposal/proposal.ts'

/** What a language model must give back, and nothing beside it: a field for an outcome of a rule makes it no answer. */
export const assistAnswer = z.strictObject({
  demands: z
    .array(
      z.strictObject({
        n: z.number().int().positive(),
        service_code: z.string().max(40).nullable(),
        lead_unit: z.string().max(80).nullable(),
        elements: z
          .array(
            z.strictObject({
              name: z.enum(assistElements),
              text: z.string().min(1).max(120),
            }),
          )
          .max(16),
        reason: z.string().max(240).nullable(),
      }),
    )
    .max(12),
})
export type AssistAnswer = z.infer<typeof assistAnswer>
export type AnsweredDemand = AssistAnswer['demands'][number]
