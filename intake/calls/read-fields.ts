import type { Evidence, Proposal } from '../../dispatch/proposal/proposal.ts'
import { correctAddress, readAddressCorrection } from '../conversation/correct-address.ts'
import { findAddress } from '../conversation/find-address.ts'
import type { FormField, WordSpan } from '../protocol/call-api.ts'
import type { CallText, Line } from './call-text.ts'
import { type CleanText, cleanSpeech } from './clean-speech.ts'
import { NUMBER } from './numbers.ts'

export interface Filled {
  value: string
  spans: WordSpan[]
}
export type Fields = Partial<Record<FormField, Filled>>

/** Below this a class is a guess: it is offered, and not filled in. */
const SURE_CLASS = 0.3

type Clean = CleanText & { line: Line }

/**
 * The form as the words of the call fill it (R10: time, matter, contact), each value with the words that it rests on. Where the
 * citizen corrects something, what was said later stands.
 */
export function readFields(
  lines: readonly Line[],
  found: { proposal: Proposal; text: CallText; className: string; summary: string },
): Fields {
  const spoken = lines
    .filter((line) => line.speaker !== 'operator')
    .map((line): Clean => ({ ...cleanSpeech(line.text), line }))
  const { proposal } = found
  const address = joinPlace(namedPlace(lines, found), readAddress(spoken))
  const { district, subdistrict } = proposal.place
  const placeSpans = spansFor(found, ['place'])
  const top = proposal.service_codes[0]
  const fields: Record<string, Filled | null> = {
    address,
    district: district === null ? null : { value: district, spans: placeSpans },
    subdistrict: subdistrict === null ? null : { value: subdistrict, spans: placeSpans },
    occurred: readOccurred(spoken),
    respondent: readRespondent(spoken) ?? wordsFor(found, 'respondent'),
    kind: { value: proposal.kind, spans: spansFor(found, ['kind']) },
    service_code:
      top && top.p >= SURE_CLASS ? { value: top.code, spans: spansFor(found, ['class']) } : null,
    confidential: proposal.confidential ? { value: 'yes', spans: spansFor(found, ['flag']) } : null,
    description: found.summary === '' ? null : { value: found.summary, spans: [] },
    title: titleOf(found, address),
  }
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Filled] => entry[1] !== null),
  )
}

function spansFor(
  { proposal, text }: { proposal: Proposal; text: CallText },
  about: readonly Evidence['for'][],
): WordSpan[] {
  const spans = proposal.evidence
    .filter((item) => about.includes(item.for) && item.span !== null)
    .flatMap((item) => (item.span ? text.spansOf(item.span[0], item.span[1]) : []))
  const seen = new Set<string>()
  return spans
    .filter((span) => {
      const key = `${span.segment}:${span.start}`
      return seen.has(key) ? false : seen.add(key)
    })
    .slice(0, 8)
}

function wordsFor(
  found: { proposal: Proposal; text: CallText },
  about: Evidence['for'],
): Filled | null {
  const item = found.proposal.evidence.find((e) => e.for === about && e.text !== '')
  return item ? { value: item.text, spans: spansFor(found, [about]) } : null
}

/** From a recognised name on to the end of the estate, road or building that it begins. */
const onward =
  /^[\p{Script=Han}A-Za-z0-9]{0,8}?(?:小区|社区|家园|花园|公寓|大厦|广场|胡同|路口|桥[东南西北]?|[园苑里站村](?:[一二三四五六七八九十东西南北]区?)?)/u
const sentence = /[我你他她的了是有没就那说]/u

/** Without a house number the place that was recognised is the address, with the words that belong to its name. */
function namedPlace(
  lines: readonly Line[],
  found: { proposal: Proposal; text: CallText },
): Filled | null {
  const named = found.proposal.place.candidates.find((place) => place.matched.length >= 2)
  if (!named) return null
  const [span] = named.span ? found.text.spansOf(named.span[0], named.span[1]) : []
  if (!span) return { value: named.matched, spans: [] }
  const said = lines.find((line) => line.id === span.segment)?.text ?? ''
  const more = onward.exec(said.slice(span.end))?.[0] ?? ''
  if (more === '' || sentence.test(more)) return { value: named.matched, spans: [span] }
  return { value: `${named.matched}${more}`, spans: [{ ...span, end: span.end + more.length }] }
}

/** "十二号楼三单元" alone is in the estate that was named before. */
function joinPlace(place: Filled | null, address: Filled | null): Filled | null {
  if (!address || !place) return address ?? place
  if (!inner.test(address.value)) return address
  return { value: `${place.value}${address.value}`, spans: [...place.spans, ...address.spans] }
}

/** Words of agreement and of searching are no part of an address. */
const tidy = (said: string) => said.replace(/[那这]个|^[对是嗯][，,]?/gu, '')

function readAddress(spoken: readonly Clean[]): Filled | null {
  let address: Filled | null = null
  for (const one of spoken) {
    const correction: string | null = address ? readAddressCorrection(one.text) : null
    if (address && correction !== null) {
      const value = correctAddress(address.value, tidy(correction))
      address = { value, spans: [...address.spans.slice(0, 2), spanOfWords(one, correction)] }
      continue
    }
    const found = findAddress(one.text)
    if (found === '') continue
    const value = tidy(found)
    const filled = { value, spans: [spanOfWords(one, found)] }
    address = address === null ? filled : moreExact(address, filled)
  }
  return address
}

const inner = new RegExp(`^${NUMBER}(?:号楼|号院|号|栋|幢|座|单元|门|室|层)`, 'u')
const exact = /号楼|栋|幢|单元|号院/u

/** "三单元" after "花家地小区十二号楼" belongs to it; an address with a building goes before one without. */
function moreExact(before: Filled, next: Filled): Filled {
  if (inner.test(next.value)) {
    if (before.value.includes(next.value)) return before
    const value = correctAddress(before.value, next.value)
    return { value, spans: [...before.spans, ...next.spans] }
  }
  return exact.test(next.value) && !exact.test(before.value) ? next : before
}

function spanOfWords({ text, spanOf, line }: Clean, words: string): WordSpan {
  const at = Math.max(0, text.indexOf(words))
  const [start, end] = spanOf(at, at + words.length)
  return { segment: line.id, start, end }
}

const day =
  '(?:今天|今儿|昨天|昨儿|前天|大前天|上周[一二三四五六日天]?|上个?月|去年|每天|天天|每晚|最近|这几天|刚才|刚刚|现在)'
const part = '(?:今早|今晚|昨晚|昨夜|凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|后半夜)'
const clock = `(?:${NUMBER}点(?:半|多|钟|${NUMBER}分?)?)`
const since = `(?:(?:已经|都|快)?(?:有)?(?:第)?${NUMBER}(?:多)?(?:天|个?星期|周|个?月|年|个小时|小时)(?:了|多了|没)?)`
const date = `(?:${NUMBER}月${NUMBER}[日号])`
const time = new RegExp(
  `(?:从)?(?:${date}|${day})?(?:的)?${part}?(?:的)?${clock}|${date}${part}?|${day}${part}?|${part}|(?:已经|都)?第?${since}`,
  'gu',
)
const TIMES = 2

/** When it happened or since when, in the citizen's own words: "今早五点多，已经第四天". */
function readOccurred(spoken: readonly Clean[]): Filled | null {
  const words: string[] = []
  const spans: WordSpan[] = []
  for (const one of spoken) {
    for (const match of one.text.matchAll(time)) {
      const said = match[0]
      if (said.length < 2 || words.some((word) => word.includes(said))) continue
      words.push(said)
      const [start, end] = one.spanOf(match.index, match.index + said.length)
      spans.push({ segment: one.line.id, start, end })
      if (words.length === TIMES) return { value: words.join('，'), spans }
    }
  }
  return words.length === 0 ? null : { value: words.join('，'), spans }
}

const named =
  /(?:名字(?:叫|是)|店名(?:叫|是)?|公司(?:名字)?(?:叫|是)|(?<=店|馆|厅|家|司|校|园|院|院校|超市)叫|(?<=[京街路楼里下边])叫)([\p{Script=Han}A-Za-z0-9（）()]{2,20}?)(?=我|他|她|的(?!士)|没|不|就|说|那|这|，|,|。|\s|$)/u

/** The party that is complained about, where its name was said. */
function readRespondent(spoken: readonly Clean[]): Filled | null {
  for (const one of spoken) {
    const name = named.exec(one.text)?.[1]
    if (name !== undefined) return { value: name, spans: [spanOfWords(one, name)] }
  }
  return null
}

const LONGEST_TITLE = 40

/** Spoken sentences make bad titles: the place and the matter say more in a queue. */
function titleOf(found: { className: string; summary: string }, address: Filled | null) {
  const matter = found.className || (found.summary.split(/[，。,]/)[0] ?? '')
  if (matter === '') return null
  const value = `${address?.value ?? ''}${matter}`.slice(0, LONGEST_TITLE)
  return { value, spans: address?.spans ?? [] }
}
