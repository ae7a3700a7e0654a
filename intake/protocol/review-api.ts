import { z } from 'zod'
import { orderStatuses } from '../../dispatch/order/transitions.ts'

/** What the review screen does beside dispatching: ask, consult, separate, undo, explain. */

const actionId = z.string().min(8).max(64)
const words = z.string().trim().min(1).max(1000)

// In GET /api/v1/console/requests/:requestId
export const question = z.object({
  question_id: z.string(),
  text: z.string(),
  asked_by: z.string(),
  asked_at: z.string(),
  answer: z.string().nullable(),
  answered_at: z.string().nullable(),
  answered_via: z.enum(['chat', 'staff']).nullable(),
})
const unitName = z.object({ code: z.string(), name: z.string() })
export const consultation = z.object({
  consultation_id: z.string(),
  question: z.string(),
  opened_by: z.string(),
  opened_at: z.string(),
  participants: z.array(unitName),
  opinions: z.array(z.object({ unit: unitName, opinion: z.string(), at: z.string() })),
  outcome: z.string().nullable(),
  closed_at: z.string().nullable(),
})
export const requestPart = z.object({
  request_id: z.string(),
  request_no: z.string(),
  title: z.string(),
  text: z.string(),
  status: z.enum(orderStatuses),
  status_text: z.string(),
})

// POST …/undo
export const undoResult = z.object({ order_version: z.number().int() })

// POST …/questions · POST …/questions/:questionId/answer
export const questionBody = z.object({ client_action_id: actionId, text: words })
export const answerBody = z.object({ text: words })

// POST …/consultations · POST …/consultations/:consultationId/opinions · POST …/consultations/:consultationId/close
export const consultationBody = z.object({
  client_action_id: actionId,
  question: words,
  participants: z.array(z.string()).min(1).max(20),
})
export const opinionBody = z.object({ unit: z.string(), text: words })
export const outcomeBody = z.object({ outcome: words })

// POST …/split · POST …/rejoin
export const splitBody = z.object({
  client_action_id: actionId,
  order_version: z.number().int(),
  parts: z.array(z.string().max(4000)).min(1).max(20),
})
// POST …/split/preview
export const previewBody = z.object({
  parts: z.array(z.string().trim().min(1).max(2000)).min(1).max(10),
})
export const previewResult = z.object({
  items: z.array(z.object({ class_name: z.string(), lead_name: z.string() })),
})
export const splitResult = z.object({ request_ids: z.array(z.string()) })
export const rejoinBody = z.object({ client_action_id: actionId })

// GET …/why
export const why = z.object({
  article: z.string().nullable(),
  line: z
    .object({
      line: z.string(),
      class_text: z.string(),
      conditions: z.string(),
      lead: z.string(),
      supporting: z.string(),
      copies: z.string(),
      legal_basis: z.string(),
      note: z.string(),
    })
    .nullable(),
  class: z
    .object({
      code: z.string(),
      path: z.array(z.string()),
      definition: z.string(),
      includes: z.array(z.string()),
      excludes: z.array(z.string()),
      see_also: z.array(z.object({ code: z.string(), name: z.string() })),
    })
    .nullable(),
  places: z.array(z.object({ name: z.string(), matched: z.string(), how: z.string() })),
  precedents: z.array(
    z.object({
      order_no: z.string(),
      title: z.string(),
      unit: z.string(),
      similarity: z.number(),
      by: z.enum(['meaning', 'words']),
      ended: z.string(),
      dispatched_at: z.string().nullable(),
    }),
  ),
  /** That a language model was asked about this proposal, and what came of it. */
  assist: z
    .object({
      model: z.string(),
      prompt: z.string(),
      outcome: z.string(),
      elements: z.array(z.object({ name: z.string(), text: z.string() })),
      reasons: z.array(z.string()),
    })
    .nullable(),
  changes: z.array(
    z.object({
      about: z.enum(['class', 'place', 'condition']),
      if: z.string(),
      unit: unitName.nullable(),
      result: z.string(),
      line: z.string(),
    }),
  ),
})
export type Why = z.infer<typeof why>
