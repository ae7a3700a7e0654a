import { z } from 'zod'
import { catalogueRow } from '../../db/packs/pack.ts'

/** 派单质量: how often people take a proposal as it is, and what they do instead. */

const share = z.object({
  n: z.number().int(),
  hits: z.number().int(),
  share: z.number(),
  /** 95 % interval (Wilson). */
  low: z.number(),
  high: z.number(),
})
const trend = z.object({
  direction: z.enum(['up', 'down', 'flat', 'unknown']),
  change: z.number(),
})

export const qualityQuery = z.object({ days: z.coerce.number().int().min(1).max(366).default(28) })
export const qualityKeys = ['class', 'unit', 'line'] as const

// GET /api/v1/console/quality?days=
export const acceptance = z.object({
  total: share,
  trend,
  weeks: z.array(share.extend({ week: z.string() })),
  bands: z.array(
    share.extend({
      level: z.enum(['high', 'middle', 'low']),
      /** The confidence that it begins with. */
      from: z.number(),
      /** Mean of the confidence that was shown. */
      promised: z.number().nullable(),
    }),
  ),
})
export type Acceptance = z.infer<typeof acceptance>

// GET /api/v1/console/quality/by/:key?days=
export const qualityRow = share.extend({
  key: z.string(),
  label: z.string(),
  trend,
  overridden: z.number().int(),
  targets: z.array(z.object({ code: z.string(), name: z.string(), n: z.number().int() })),
  reasons: z.array(z.object({ reason: z.string(), n: z.number().int() })),
})
export type QualityRow = z.infer<typeof qualityRow>
export const qualityRows = z.object({ items: z.array(qualityRow) })

// GET /api/v1/console/quality/by/:key/cases?value=&days=
export const overriddenCases = z.object({
  items: z.array(
    z.object({
      decision_id: z.string(),
      request_id: z.string(),
      order_id: z.string(),
      order_no: z.string(),
      title: z.string(),
      at: z.string(),
      by: z.string(),
      proposed: z.string().nullable(),
      decided: z.string().nullable(),
      fields: z.array(z.string()),
      reason: z.string().nullable(),
      note: z.string(),
    }),
  ),
})
export type OverriddenCases = z.infer<typeof overriddenCases>

// POST /api/v1/console/quality/drafts · GET the same · POST …/drafts/:draftId
export const draftBody = z.object({
  line: z.string().min(1).max(40),
  days: z.number().int().min(1).max(366),
})
export const draftResult = z.object({ draft_id: z.string(), reason: z.string() })
export const catalogueDraft = z.object({
  draft_id: z.string(),
  line: z.string(),
  row: catalogueRow,
  reason: z.string(),
  state: z.enum(['open', 'taken', 'dismissed']),
  by: z.string(),
  at: z.string(),
  /** The row as a file of the pack's format. */
  csv: z.string(),
})
export type CatalogueDraft = z.infer<typeof catalogueDraft>
export const catalogueDrafts = z.object({ items: z.array(catalogueDraft) })
export const settleDraftBody = z.object({ state: z.enum(['taken', 'dismissed']) })
