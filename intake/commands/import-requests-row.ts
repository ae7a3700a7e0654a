import { createHash } from 'node:crypto'
import { type RequestKind, requestKinds } from '../../db/packs/pack.ts'
import { kindTexts } from '../../dispatch/order/event-texts.ts'
import { checkPhone, maskIdentity } from '../conversation/contact.ts'
import type { Columns, ImportField } from './import-requests-columns.ts'

export interface ImportedRow {
  externalId: string
  title: string
  description: string
  address: string
  receivedAt: Date
  contact: { name: string; phone: string } | null
  kind: RequestKind | null
  confidential: boolean
  channel: string
  elements: Record<string, unknown>
}

export interface RowContext {
  columns: Columns
  channel: string
  timeZone: string
  now: Date
}

const LONGEST = 4000
const LONGEST_TITLE = 80
const yes = /^(?:是|y|yes|true|1|保密|匿名)$/i

type Read = (field: ImportField) => string

/** One row as a request, or what is wrong with it in a sentence. Pure. */
export function readRow(
  values: Record<string, unknown>,
  context: RowContext,
): ImportedRow | { problem: string } {
  const text: Read = (field) => textOf(values, context.columns[field])
  const receivedAt = readTime(cellOf(values, context.columns.received_at), context)
  const phone = text('contact_phone') === '' ? null : checkPhone(text('contact_phone'))
  const kind = readKind(text('kind'))
  const problem = problemOf(text, { receivedAt, phone, kind, now: context.now })
  if (problem !== null || receivedAt === null) return { problem: problem ?? '' }
  const place = placeOf(text)
  const address = text('address')
  const description = masked(text('description'))
  return {
    externalId: text('external_id') || contentId(values),
    title: (masked(text('title')) || firstWords(description)).slice(0, LONGEST_TITLE),
    description,
    address: `${place.subdistrict ?? place.district ?? ''}${address}`,
    receivedAt,
    contact: contactOf(text('contact_name'), phone),
    kind: kind ?? null,
    confidential: yes.test(text('confidential')),
    channel: text('channel') || context.channel,
    elements: { address, place, service_code: text('service_code') || null },
  }
}

const placeOf = (text: Read) => ({
  district: text('district') || null,
  subdistrict: text('subdistrict') || null,
})

const contactOf = (name: string, phone: string | null) =>
  name === '' && phone === null ? null : { name, phone: phone ?? '' }

const masked = (text: string) => maskIdentity(text, { answersContact: false })

function problemOf(
  text: Read,
  read: {
    receivedAt: Date | null
    phone: string | null
    kind: RequestKind | null | undefined
    now: Date
  },
): string | null {
  const { receivedAt, now } = read
  const checks: [boolean, string][] = [
    [text('description') === '', '诉求内容为空'],
    [text('description').length > LONGEST, `诉求内容超过 ${LONGEST} 字`],
    [receivedAt === null, `时间“${text('received_at')}”读不懂`],
    [receivedAt !== null && receivedAt > now, `时间“${text('received_at')}”在将来`],
    [text('contact_phone') !== '' && read.phone === null, '联系电话不是有效的号码'],
    [read.kind === undefined, `诉求类型“${text('kind')}”不认识`],
  ]
  return checks.find(([wrong]) => wrong)?.[1] ?? null
}

/** A row without a number of its own is known by its content, so that a second run adds nothing. */
function contentId(values: Record<string, unknown>): string {
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex')
  return `row-${hash.slice(0, 32)}`
}

const firstWords = (text: string) =>
  (text.split(/[。！？!?\n，,]/).find((part) => part.trim() !== '') ?? '').trim().slice(0, 40)

function readKind(text: string): RequestKind | null | undefined {
  if (text === '') return null
  return requestKinds.find((kind) => kind === text || kindTexts[kind] === text)
}

const cellOf = (values: Record<string, unknown>, column: string | undefined): unknown =>
  column === undefined ? '' : (values[column] ?? '')

function textOf(values: Record<string, unknown>, column: string | undefined): string {
  const value = cellOf(values, column)
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim()
}

const wall =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?秒?)?$/

/** A time of the city's clock, a workbook's date, or ISO 8601; nothing given is now. */
function readTime(value: unknown, { timeZone, now }: RowContext): Date | null {
  // Workbooks know no time zone: what a cell shows is read as if it were UTC.
  if (value instanceof Date) return fromWallClock(value.getTime(), timeZone)
  const text = String(value).trim()
  if (text === '') return now
  const match = wall.exec(text)
  if (match) {
    const [year, month, day, hour = 0, minute = 0, second = 0] = match
      .slice(1)
      .map((part) => Number(part ?? 0))
    const shown = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour, minute, second)
    const isReal = new Date(shown).getUTCDate() === day && hour < 24 && minute < 60
    return isReal ? fromWallClock(shown, timeZone) : null
  }
  const parsed = /^\d{4}-\d{2}-\d{2}T.+(?:Z|[+-]\d{2}:?\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  return Number.isNaN(parsed) ? null : new Date(parsed)
}

/** The moment at which a clock in that zone shows these numbers. */
function fromWallClock(shown: number, timeZone: string): Date {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const offset = Date.parse(`${format.format(shown).replace(' ', 'T')}Z`) - shown
  return new Date(shown - offset)
}
