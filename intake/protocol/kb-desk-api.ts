import { z } from 'zod'

/** The article desk's wire contract. */

export const articleStates = ['draft', 'in_review', 'published', 'expired', 'withdrawn'] as const
export type ArticleState = (typeof articleStates)[number]

const line = (max: number) => z.string().trim().max(max)
const day = z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/, '请写成 2026-10-01')

export const articleContent = z.strictObject({
  title: line(120),
  questions: z.array(line(200)).max(60),
  topics: z.array(line(40)).max(20),
  service_codes: z.array(line(12)).max(20),
  service_points: z.array(line(80)).max(40),
  jurisdiction: line(60),
  audience: line(120),
  owner: line(80),
  source: z.strictObject({
    title: line(300),
    issuer: line(120),
    date: line(40),
    url: line(500).regex(/^(https?:\/\/\S+)?$/, '网址应以 http:// 或 https:// 开头'),
  }),
  valid_from: day,
  valid_until: day,
  review_due: day,
  verify_before: day,
  body: z.string().max(40_000),
})
export type ArticleContent = z.infer<typeof articleContent>

// GET /api/v1/console/kb/articles
export const deskQuery = z.object({
  state: z.enum(['open', 'all', ...articleStates]).default('all'),
  q: line(100).default(''),
  topic: line(50).default(''),
  owner: line(80).default(''),
  /** Due within so many days. */
  due: z.coerce.number().int().min(0).max(3650).optional(),
  unhelpful: z.enum(['1']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
})

export const deskItem = z.object({
  id: z.string(),
  key: z.string(),
  version: z.number(),
  state: z.enum(articleStates),
  title: z.string(),
  owner: z.string(),
  topics: z.array(z.string()),
  writer: z.string().nullable(),
  changed_at: z.string(),
  /** The nearest of review, verification and validity; null where none is written down. */
  due: z.string().nullable(),
  helpful: z.number(),
  unhelpful: z.number(),
})
export type DeskItem = z.infer<typeof deskItem>
export const deskPage = z.object({ total: z.number(), items: z.array(deskItem) })
export type DeskPage = z.infer<typeof deskPage>

// GET /api/v1/console/kb/articles/:articleId
export const lineDiff = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
export const articleDiff = z.object({
  fields: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() }),
  ),
  body: z.array(lineDiff),
})
export type ArticleDiff = z.infer<typeof articleDiff>

const version = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(articleStates),
  writer: z.string().nullable(),
  approver: z.string().nullable(),
  note: z.string(),
  created_at: z.string(),
  published_at: z.string().nullable(),
})

export const deskActions = ['submit', 'send_back', 'publish', 'withdraw', 'discard'] as const
export type DeskAction = (typeof deskActions)[number]

export const deskArticle = z.object({
  id: z.string(),
  key: z.string(),
  version: z.number(),
  row_version: z.number(),
  state: z.enum(articleStates),
  content: articleContent,
  note: z.string(),
  writer: z.string().nullable(),
  approver: z.string().nullable(),
  gap_id: z.string().nullable(),
  /** What this person may do with it now. */
  allowed: z.array(z.enum([...deskActions, 'save', 'revise', 'expire'])),
  /** What is missing before it may be submitted. */
  missing: z.array(z.string()),
  versions: z.array(version),
  /** Against the version in force; null where it is that version, or none is in force. */
  diff: articleDiff.nullable(),
  /** Another version came into force since the draft was opened. */
  outdated: z.boolean(),
})
export type DeskArticle = z.infer<typeof deskArticle>

export const createBody = z.strictObject({
  content: articleContent,
  note: line(500).default(''),
  gap_id: z.uuid().nullable().default(null),
})
export const saveBody = z.strictObject({
  row_version: z.number().int(),
  content: articleContent,
  note: line(500).default(''),
  rebase: z.boolean().default(false),
})
export const actBody = z.strictObject({
  row_version: z.number().int(),
  reason: line(500).default(''),
})
export const reviseBody = z.strictObject({ gap_id: z.uuid().nullable().default(null) })
export const created = z.object({ id: z.string() })

// POST /api/v1/console/kb/render, /hints, /preview
export const renderBody = z.strictObject({ body: z.string().max(40_000) })
export const rendered = z.object({ html: z.string() })

export const hintsBody = z.strictObject({ key: line(120).default(''), content: articleContent })
export const hints = z.object({
  similar: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      kind: z.enum(['question', 'passage']),
      likeness: z.number(),
      mine: z.string(),
      theirs: z.string(),
    }),
  ),
  contradictions: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      aspect: z.string(),
      mine: z.array(z.string()),
      theirs: z.array(z.string()),
    }),
  ),
})
export type Hints = z.infer<typeof hints>

export const previewBody = hintsBody.extend({ questions: z.array(line(300)).min(1).max(20) })
const previewed = z.object({
  outcome: z.string(),
  answer: z.string(),
  reason: z.string(),
  confidence: z.number(),
  article: z.string(),
  title: z.string(),
  source: z.string(),
})
export const preview = z.object({
  items: z.array(z.object({ question: z.string(), now: previewed, with_draft: previewed })),
})
export type Preview = z.infer<typeof preview>

// GET /api/v1/console/kb/overview
const weekly = z.object({ week: z.string() })
export const overview = z.object({
  states: z.array(z.object({ state: z.enum(articleStates), count: z.number() })),
  topics: z.array(z.string()),
  owners: z.array(z.string()),
  /** The owner that this person writes for; empty = any. */
  only_owner: z.string(),
  due: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      title: z.string(),
      owner: z.string(),
      due: z.string(),
      /** What ends: the validity itself, or a day to look again. */
      kind: z.enum(['valid_until', 'review']),
      overdue: z.boolean(),
    }),
  ),
  feedback: z.array(weekly.extend({ helpful: z.number(), unhelpful: z.number() })),
  worst: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      title: z.string(),
      helpful: z.number(),
      unhelpful: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
  gaps: z.object({
    states: z.array(z.object({ state: z.string(), count: z.number() })),
    weeks: z.array(
      weekly.extend({ refused: z.number(), unsure: z.number(), unhelpful: z.number() }),
    ),
    owners: z.array(z.object({ owner: z.string(), open: z.number(), asked: z.number() })),
  }),
})
export type Overview = z.infer<typeof overview>

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
const hit = z.object({
  text: z.string(),
  expect: z.string(),
  outcome: z.string(),
  article: z.string(),
  title: z.string(),
  confidence: z.number(),
  reason: z.string(),
  answer: z.string(),
  ok: z.boolean().nullable(),
})
export type HitItem = z.infer<typeof hit>
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
      results: z.array(hit).nullable(),
    }),
  ),
  /** Between the two newest runs that are done. */
  changes: z.array(z.object({ text: z.string(), before: hit, now: hit })),
})
export type SuiteDetail = z.infer<typeof suiteDetail>
