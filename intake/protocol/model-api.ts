import { z } from 'zod'

/** 分类模型的版本: the REST schemas; routes declare them, the console infers its types. */

// GET /api/v1/console/models
export const modelItem = z.object({
  id: z.string(),
  state: z.enum(['queued', 'ready', 'refused', 'failed']),
  version: z.string().nullable(),
  /** Confirmed orders among what it learnt from. */
  orders: z.number().int(),
  started_by: z.string().nullable(),
  created_at: z.string(),
  trained_at: z.string().nullable(),
  /** What the gates said, one sentence each; while it is trained, how far it is. */
  verdict: z.array(z.string()),
  /** What was learnt of leads, and what it was worth on held-out orders; null where that was not kept. */
  leads: z.string().nullable(),
  active: z.boolean(),
  activated_at: z.string().nullable(),
  /** By passing the gates, or by hand. */
  activation: z.enum(['gates', 'hand']).nullable(),
  activated_by: z.string().nullable(),
  /** It passed and knows the classes of the pack in force. */
  may_serve: z.boolean(),
})
export type ModelItem = z.infer<typeof modelItem>
export const modelList = z.object({ items: z.array(modelItem) })

// POST /api/v1/console/models
export const trainBody = z.strictObject({})
export const trainResult = z.object({ id: z.string() })

// POST /api/v1/console/models/use
/** `pack`: the pack's own model. */
export const useModelBody = z.strictObject({ version: z.string().min(1).max(100) })
export const useModelResult = z.object({ version: z.string() })
