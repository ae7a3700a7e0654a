import { z } from 'zod'
import { articleFields, articleFile } from '../../kb/article/article-content.ts'
import { articleActions } from '../../kb/article/lifecycle.ts'

/** The article desk's wire contract. */

export const articleStates = ['draft', 'in_review', 'published', 'expired', 'withdrawn'] as const
export type ArticleState = (typeof articleStates)[number]

export const line = (max: number) => z.string().trim().max(max)

// POST /api/v1/console/kb/files
export const deskFile = articleFile
export type DeskFile = z.infer<typeof deskFile>
export const fileQuery = z.object({
  /** Of the client's own making: the same again stores nothing twice. */
  client_file_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
})

export const articleContent = z.strictObject(articleFields)
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
  allowed: z.array(z.enum(articleActions)),
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
export const confirmBody = z.strictObject({
  row_version: z.number().int(),
  review_due: articleFields.review_due,
  verify_before: articleFields.verify_before,
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
export const overview = z.object({
  states: z.array(z.object({ state: z.enum(articleStates), count: z.number() })),
  topics: z.array(z.string()),
  owners: z.array(z.string()),
  /** The owner that this person writes for; empty = any. */
  only_owner: z.string(),
  city: z.string(),
  /** The city's own day. */
  today: z.string(),
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
  /** Reminders that wait for this person's articles. */
  notices: z.object({ open: z.number(), overdue: z.number() }),
})
export type Overview = z.infer<typeof overview>
