import TurndownService from 'turndown'
import { parse } from 'yaml'
import { z } from 'zod'
import { articleHtml } from '../article/article-html.ts'
import type { SourceArticle } from './source-article.ts'

const text = z.union([z.string(), z.number().transform(String)]).catch('')
const list = z
  .union([z.array(z.coerce.string()), z.string().transform((all) => all.split(/[|｜、;；\n]/))])
  .transform((all) => all.map((one) => one.trim()).filter((one) => one !== ''))
  .catch([])
const date = z
  .union([z.date().transform((day) => day.toISOString().slice(0, 10)), z.coerce.string()])
  .transform(readDay)
  .catch('')

/** 2026/1/5, 2026年1月5日 and 2026-01-05 are the same day; anything else is none. */
export function readDay(value: string): string {
  const [, year, month = '', day = ''] =
    /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(value) ?? []
  return year === undefined ? '' : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** Front matter, a JSON object or a row of a table: the same fields, all optional, read leniently. */
const looseFront = z.object({
  id: text,
  source_id: text,
  title: text,
  questions: list,
  topics: list,
  service_codes: list,
  service_points: list,
  jurisdiction: text,
  audience: text,
  owner: text,
  source: z
    .union([
      z.object({ title: text, issuer: text, date: text, url: text }),
      z.string().transform((title) => ({ title, issuer: '', date: '', url: '' })),
    ])
    .catch({ title: '', issuer: '', date: '', url: '' }),
  valid_from: date,
  valid_until: date,
  review_due: date,
  verify_before: date,
})

const KEY = /^[a-z0-9-]{1,100}$/

/** Fields that a file names, as a draft: what it leaves out stays empty for an editor to fill. */
export function fromFields(
  fields: Record<string, unknown>,
  { body, place }: { body: string; place: string },
): SourceArticle {
  const { id, source_id, source, ...content } = looseFront.parse(fields)
  const named = source_id || id
  const { url } = source
  return {
    sourceId: named === '' ? place : `id:${named}`,
    key: KEY.test(id) ? id : null,
    content: {
      ...content,
      source: { ...source, url: /^https?:\/\/\S+$/.test(url) ? url : '' },
      body: cleanMarkdown(body),
    },
    notes: [],
  }
}

const turndown = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-' })

/** Whatever could act is taken out before it becomes Markdown; what formats stays. */
export function htmlToMarkdown(html: string): string {
  return turndown.turndown(articleHtml(html)).trim()
}

/** Raw HTML inside Markdown goes the same way; Markdown without any stays as it was written. */
function cleanMarkdown(markdown: string): string {
  const plain = markdown.replaceAll('\r\n', '\n').trim()
  return /<[a-z!/][^>]*>/i.test(plain) ? htmlToMarkdown(plain) : plain
}

function titleOf(body: string, place: string): string {
  const heading = /^#{1,2}\s+(.+)$/m.exec(body)?.[1]
  const file = place
    .split('/')
    .at(-1)
    ?.replace(/\.[^.]+$/, '')
  return (heading ?? file ?? '').trim().slice(0, 120)
}

/** Fills what every draft needs at least: a title from the text or the file's name, which is also how it is asked for. */
export function withTitle(article: SourceArticle, place: string): SourceArticle {
  const { content } = article
  const title = content.title || titleOf(content.body ?? '', place)
  const questions = content.questions?.length ? content.questions : [title]
  const body = (content.body ?? '').replace(
    new RegExp(`^#{1,2}\\s+${literally(title)}\\s*\\n+`),
    '',
  )
  return { ...article, content: { ...content, title, questions, body } }
}

const literally = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A Markdown file with or without YAML between two lines `---`. */
export function readMarkdown(textOf: string, place: string): SourceArticle {
  const clean = textOf.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const [, head = '', body = clean] = /^---\n([\s\S]*?\n)---\n?([\s\S]*)$/.exec(clean) ?? []
  const front: unknown = head === '' ? {} : parse(head, { maxAliasCount: 100 })
  const fields = typeof front === 'object' && front !== null ? front : {}
  return withTitle(fromFields(fields as Record<string, unknown>, { body, place }), place)
}
