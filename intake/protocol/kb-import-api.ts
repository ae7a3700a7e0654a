import { z } from 'zod'
import { articleFields } from '../../kb/article/article-content.ts'
import { articleDiff, hints } from './kb-desk-api.ts'

/** The wire contract of uploads that become drafts. */

// POST /api/v1/console/kb/imports (multipart/form-data, files only)
const pair = z.string().regex(/^[a-z_]{1,40}=.{1,60}$/, '请写成 字段=列名')
export const importQuery = z.object({
  owner: articleFields.owner.default(''),
  jurisdiction: articleFields.jurisdiction.default(''),
  valid_from: articleFields.valid_from.default(''),
  /** Which column holds which field: `title=问题`. */
  map: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(pair).max(20)),
})

export const importKinds = ['new', 'changed', 'same', 'blocked', 'invalid'] as const
const importItem = hints.extend({
  source_id: z.string(),
  title: z.string(),
  kind: z.enum(importKinds),
  problem: z.string(),
  notes: z.array(z.string()),
  /** How a new article begins. */
  excerpt: z.string(),
  /** Of a changed article, without the lines that stay. */
  diff: articleDiff.nullable(),
  article_id: z.string().nullable(),
})
export type ImportItem = z.infer<typeof importItem>
export const importResult = z.object({
  id: z.string(),
  /** True once the drafts are there. */
  done: z.boolean(),
  files: z.array(
    z.object({ file: z.string(), articles: z.number(), problems: z.array(z.string()) }),
  ),
  items: z.array(importItem),
})
export type ImportResult = z.infer<typeof importResult>
