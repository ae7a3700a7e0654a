import { z } from 'zod'
import { type HitResult, hitResult } from '../../kb/hit-test/hit-test.ts'
import { articleStates, line } from './kb-desk-api.ts'

/** The wire contract of gap tickets and hit tests. */

// GET /api/v1/console/kb/gaps
export const gapStates = ['open', 'writing', 'closed', 'dismissed'] as const
export const gapQuery = z.object({ state: z.enum(['waiting', ...gapStates]).default('waiting') })
export const gapItem = z.object({
  id: z.string(),
  kind: z.enum(['unanswered', 'correction']),
  state: z.enum(gapStates),
  title: z.string(),
  owner: z.string(),
  topic: z.string(),
  note: z.string(),
  article: z.string().nullable(),
  asked: z.number(),
  raised_by: z.string().nullable(),
  row_version: z.number(),
  updated_at: z.string(),
  close_reason: z.string(),
})
export type GapItem = z.infer<typeof gapItem>
export const gapList = z.object({ items: z.array(gapItem) })

export const gapDetail = gapItem.extend({
  questions: z.array(
    z.object({
      text: z.string(),
      outcome: z.enum(['refused', 'unsure', 'unhelpful']),
      reason: z.string(),
      count: z.number(),
      last: z.string(),
    }),
  ),
  /** What was answered when its questions were asked again after a publication. */
  checks: z
    .array(
      z.object({
        question: z.string(),
        outcome: z.string(),
        article: z.string().nullable(),
        answer: z.string(),
        ok: z.boolean(),
      }),
    )
    .nullable(),
  checked_at: z.string().nullable(),
  draft: z.object({ id: z.string(), title: z.string(), state: z.enum(articleStates) }).nullable(),
  /** The version in force of the article that the ticket is about. */
  in_force: z.object({ id: z.string(), title: z.string() }).nullable(),
})
export type GapDetail = z.infer<typeof gapDetail>

export const gapBody = z.strictObject({
  row_version: z.number().int(),
  owner: line(80),
  topic: line(50),
  action: z.enum(['assign', 'dismiss', 'reopen']),
  reason: line(300).default(''),
})
export const correctionBody = z.strictObject({
  article: line(120).min(1),
  note: line(1000).min(1, '请写明哪里不对'),
  question: line(300).default(''),
})

// /api/v1/console/kb/suites
export type HitItem = HitResult
export const suiteBody = z.strictObject({
  name: line(80).min(1, '请给问题集起个名字'),
  /** One question a line; what should answer it after a tab or `=>`. */
  text: z.string().min(1, '请粘贴问题').max(80_000),
})
export const suiteItem = z.object({
  id: z.string(),
  name: z.string(),
  count: z.number(),
  by: z.string().nullable(),
  created_at: z.string(),
})
export const suiteList = z.object({ items: z.array(suiteItem) })
export type SuiteItem = z.infer<typeof suiteItem>
export const suiteDetail = suiteItem.omit({ by: true, created_at: true, count: true }).extend({
  text: z.string(),
  runs: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['queued', 'done']),
      by: z.string().nullable(),
      created_at: z.string(),
      results: z.array(hitResult).nullable(),
    }),
  ),
  /** Between the two newest runs that are done. */
  changes: z.array(z.object({ text: z.string(), before: hitResult, now: hitResult })),
})
export type SuiteDetail = z.infer<typeof suiteDetail>
