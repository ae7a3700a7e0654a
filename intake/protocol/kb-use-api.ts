import { z } from 'zod'
import { line } from './kb-desk-api.ts'

/** The wire contract of usage, reminders and service points. */

// GET /api/v1/console/kb/usage
export const usageQuery = z.object({ weeks: z.coerce.number().int().min(1).max(53).default(12) })
const count = z.number().int()
const usageWeek = z.object({
  /** Its Monday. */
  week: z.string(),
  view: count,
  chat: count,
  call: count,
  search: count,
  search_empty: count,
  helpful: count,
  unhelpful: count,
  refused: count,
  unsure: count,
  gaps_opened: count,
  gaps_closed: count,
})
export type UsageWeek = z.infer<typeof usageWeek>
const articleUsage = z.object({
  key: z.string(),
  id: z.string(),
  title: z.string(),
  owner: z.string(),
  view: count,
  chat: count,
  call: count,
  helpful: count,
  unhelpful: count,
  reasons: z.array(z.string()),
})
export type ArticleUsage = z.infer<typeof articleUsage>
export const usage = z.object({
  /** Every week of the span, also those in which nothing happened. */
  weeks: z.array(usageWeek),
  articles: z.array(articleUsage),
  gaps: z.array(z.object({ state: z.string(), count })),
  owners: z.array(z.object({ owner: z.string(), open: count, asked: count })),
})
export type Usage = z.infer<typeof usage>

// GET /api/v1/console/kb/notices
/** `limit=0`: the counts alone, for the badge. */
export const noticeQuery = z.object({ limit: z.coerce.number().int().min(0).max(500).default(500) })
export const noticeKinds = ['review', 'verify', 'expiry'] as const
const notice = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  due: z.string(),
  overdue: z.boolean(),
  article: z.object({ id: z.string(), key: z.string(), title: z.string() }),
  owner: z.string(),
  /** A version that somebody is writing already. */
  draft_id: z.string().nullable(),
})
export type Notice = z.infer<typeof notice>
export const noticeList = z.object({
  /** The city's own day. */
  today: z.string(),
  open: count,
  overdue: count,
  items: z.array(notice),
})
export type NoticeList = z.infer<typeof noticeList>

// GET /api/v1/console/kb/points
export const deskPointQuery = z.object({
  q: line(100).default(''),
  /** Codes, separated by commas: the chips of what is chosen already. */
  codes: z.string().max(4_000).default(''),
})
const deskPoint = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  address: z.string(),
})
export type DeskPoint = z.infer<typeof deskPoint>
export const deskPoints = z.object({ items: z.array(deskPoint) })
