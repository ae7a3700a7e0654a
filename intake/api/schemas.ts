import { z } from 'zod'
import { apiError } from '../protocol/console-api.ts'

/** The answers that any staff route may give besides its own. */
export const staffErrors = { 400: apiError, 401: apiError, 403: apiError, 429: apiError }

export const requestParams = z.object({ requestId: z.uuid() })
export const orderParams = z.object({ orderId: z.uuid() })
export const noContent = z.undefined().describe('done, nothing to tell')

export const page = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
}
