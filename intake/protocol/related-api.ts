import { z } from 'zod'
import { orderStatuses } from '../../dispatch/order/transitions.ts'
import { linkStates, relatedActions, relatedKinds } from '../../dispatch/related/related-kinds.ts'

/** Requests that belong together: the schemas of the routes, and the types of the review screen. */

// GET /api/v1/review/requests/:requestId/related
const relatedRequest = z.object({
  requestId: z.string(),
  requestNo: z.string(),
  orderNo: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  at: z.string(),
  place: z.string(),
  status: z.enum(orderStatuses),
  /** 0 to 1, calibrated on pairs that people judged. */
  score: z.number(),
  reasons: z.array(z.string()),
  linkState: z.enum(linkStates),
  /** Of the link; sent back with an action. */
  version: z.number().int(),
  /** `into`: the request that was asked for is handled with this one; `from`: the other way round. */
  merged: z.enum(['into', 'from']).nullable(),
})
export type RelatedRequest = z.infer<typeof relatedRequest>

export const relatedRequests = z.object({
  sameRequester: z.array(relatedRequest),
  sameEvent: z.array(relatedRequest),
  sameTopic: z.array(relatedRequest),
})
export type RelatedRequests = z.infer<typeof relatedRequests>

// POST /api/v1/review/requests/:requestId/related/:otherId
export const relatedActionBody = z.object({
  kind: z.enum(relatedKinds),
  /** `merge`: the request of the path is handled with the other one from now on. */
  action: z.enum(relatedActions),
  clientActionId: z.string().min(8).max(100),
  /** The version of the link that was shown; null where none was (a link made by hand). */
  version: z.number().int().nullable(),
})
export type RelatedActionBody = z.infer<typeof relatedActionBody>

export const relatedActionResult = z.object({
  linkState: z.enum(linkStates),
  version: z.number().int(),
})
