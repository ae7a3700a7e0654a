import { z } from 'zod'

const line = (max: number) => z.string().trim().max(max)
const day = z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/, '请写成 2026-10-01')
const distinct = (all: readonly string[]) => [...new Set(all.filter((one) => one !== ''))]

/** A version names at most so many files. */
export const MOST_ARTICLE_FILES = 20

/** A file that a version offers for download; what a client says of it is replaced by what is stored. */
export const articleFile = z.object({
  id: z.uuid(),
  name: z.string().max(120),
  mime: z.string().max(120),
  size: z.number().int().positive(),
})

/** The fields of an article with their limits, as they go over the wire and as they are stored. */
export const articleFields = {
  title: line(120),
  questions: z.array(line(200)).max(60),
  topics: z.array(line(40)).max(20),
  service_codes: z.array(line(12)).max(20),
  /** Codes of service points where it is handled. */
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
  attachments: z.array(articleFile).max(MOST_ARTICLE_FILES).default([]),
  body: z.string().max(40_000),
}

/** What an editor writes. A draft may lack what a published article must have; `missingForReview` names it. */
export const articleContent = z.object({
  ...articleFields,
  questions: articleFields.questions.transform(distinct),
  topics: articleFields.topics.transform(distinct),
  service_codes: articleFields.service_codes.transform(distinct),
  service_points: articleFields.service_points.transform(distinct),
})
export type ArticleContent = z.infer<typeof articleContent>

const required: [Exclude<keyof ArticleContent, 'source'>, string][] = [
  ['title', '标题'],
  ['questions', '问法（至少一条）'],
  ['body', '正文'],
  ['jurisdiction', '适用地区'],
  ['owner', '主管单位'],
  ['valid_from', '生效日期'],
  ['verify_before', '核对期限'],
]

/** What an article still needs before somebody is asked to approve it: an answer without a source is none (R11). */
export function missingForReview(content: ArticleContent): string[] {
  const missing = required.filter(([field]) => content[field].length === 0).map(([, zh]) => zh)
  if (content.source.title === '') missing.push('来源')
  const { valid_from, valid_until } = content
  if (valid_until !== '' && valid_from !== '' && valid_until < valid_from) {
    missing.push('有效期（止期早于起期）')
  }
  return missing
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const texts = z.array(z.string()).default([])

/** The front matter as it is stored, whether it comes from a pack, an import or the desk; what is absent is empty. */
const storedFront = z.object({
  questions: texts,
  topics: texts,
  service_codes: texts,
  service_points: texts,
  jurisdiction: text,
  audience: text,
  owner: text,
  source: z
    .object({ title: text, issuer: text, date: text, url: text })
    .default({ title: '', issuer: '', date: '', url: '' }),
  valid_from: text,
  valid_until: text,
  review_due: text,
  verify_before: text,
  attachments: z.array(articleFile).default([]),
})

/** A stored version as an editor sees it. */
export function contentOf(row: { title: string; body: string; front: unknown }): ArticleContent {
  return { title: row.title, ...storedFront.parse(row.front), body: row.body }
}

/** The front matter to store; the desk's versions carry no mark of a pack. */
export function frontOf(content: ArticleContent, key: string): Record<string, unknown> {
  const { body: _, source, valid_until, attachments, ...front } = content
  const { url, ...named } = source
  return {
    ...front,
    id: key,
    source: url === '' ? named : source,
    valid_until: valid_until === '' ? null : valid_until,
    ...(attachments.length === 0 ? {} : { attachments }),
  }
}
