import type { Proposal, Propose } from '../../dispatch/proposal/proposal.ts'
import { isToldApart } from '../../dispatch/triage/rule-evidence.ts'
import type { Ask } from '../../kb/answer/ask-result.ts'
import type { ArticleHint, Understanding, WordSpan } from '../protocol/call-api.ts'
import { type CallText, joinLines, type Line, windowOf } from './call-text.ts'
import { cleanSpeech } from './clean-speech.ts'
import { type Fields, readFields } from './read-fields.ts'
import { summarise } from './summarise.ts'

/** Published articles near a text, best first. */
export type FindArticles = (text: string, limit: number) => Promise<ArticleHint[]>

export interface UnderstandCallDeps {
  propose: Propose
  ask: Ask
  findArticles: FindArticles
}

const ARTICLES = 4
const QUESTION = 160
const UNITS = 5
/** A candidate below this only reads "0 %"; the first is always shown. */
const LEAST_LEAD = 0.005
const SURE = 0.3

/**
 * What a call amounts to so far: the form's values with their words, candidates, articles, what is missing, an emergency
 * (R10, R11). Reads a bounded part of the transcript, so that hour four costs what minute ten does.
 */
export async function understandCall(
  deps: UnderstandCallDeps,
  call: { lines: readonly Line[]; pinned: ReadonlySet<string>; at: Date; upto: number },
): Promise<Understanding | null> {
  const started = performance.now()
  const lines = windowOf(call.lines, call.pinned)
  const words = citizenText(lines)
  if (words.length < 2) return null
  const text = joinLines(lines)
  const [proposal, articles] = await Promise.all([
    deps.propose({ channel: 'call', text: text.text, at: call.at }),
    deps.findArticles(words.slice(-QUESTION), ARTICLES),
  ])
  const answer =
    proposal.triage === 'inquiry'
      ? await deps.ask({ text: words.slice(-QUESTION), at: call.at })
      : null
  const shown = describeProposal(proposal, text)
  const evidence = spansOfEvidence(proposal, text)
  const summary = summarise(lines, evidence)
  const className = titleClass(proposal)
  return {
    ...shown,
    fields: readFields(lines, { proposal, text, className, summary }),
    answer: answer?.outcome === 'answered' ? answer.answer : null,
    articles: withAnswer(articles, answer?.citations.map(({ article }) => article) ?? []),
    summary,
    upto: call.upto,
    ms: Math.round((performance.now() - started) * 10) / 10,
  }
}

/** The same for words that an operator types, who is told and not recorded. */
export async function understandTyped(
  deps: UnderstandCallDeps,
  typed: { text: string; address: string; at: Date },
): Promise<Understanding | null> {
  if (typed.text.trim().length < 2) return null
  const started = performance.now()
  const known = typed.address.trim() === '' ? {} : { known: { address: typed.address } }
  const [proposal, articles] = await Promise.all([
    deps.propose({ channel: 'operator', text: typed.text, at: typed.at, ...known }),
    deps.findArticles(typed.text.slice(-QUESTION), ARTICLES),
  ])
  const lines: Line[] = [{ id: 'typed', speaker: 'unknown', text: typed.text }]
  const text = joinLines(lines)
  const className = titleClass(proposal)
  const { description: _own, ...fields } = readFields(lines, {
    proposal,
    text,
    className,
    summary: typed.text,
  })
  return {
    ...describeProposal(proposal, text),
    fields: withoutSpans(fields),
    answer: null,
    articles,
    summary: '',
    upto: 0,
    ms: Math.round((performance.now() - started) * 10) / 10,
  }
}

/** There is no transcript to look them up in. */
function withoutSpans(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { value }]) => [name, { value, spans: [] }]),
  )
}

/** A class that is a guess, or beside the point in an emergency, makes no title. */
function titleClass(proposal: Proposal): string {
  const [top] = proposal.service_codes
  return top && top.p >= SURE && proposal.triage !== 'emergency' ? top.name : ''
}

function citizenText(lines: readonly Line[]): string {
  return lines
    .filter((line) => line.speaker !== 'operator')
    .map((line) => cleanSpeech(line.text).text)
    .join(' ')
    .trim()
}

function describeProposal(proposal: Proposal, text: CallText) {
  const { district, subdistrict, candidates, question } = proposal.place
  const places = candidates.slice(0, 4).map((place) => ({
    district: place.district,
    subdistrict: place.subdistrict,
    how: place.how,
  }))
  const single = { district, subdistrict, how: '' }
  return {
    classes: proposal.service_codes.slice(0, 5),
    units: proposal.units
      .filter((unit) => unit.role === 'lead')
      .filter(({ p }, rank) => rank === 0 || p >= LEAST_LEAD)
      .slice(0, UNITS)
      .map(({ code, name, p, reason }) => ({ code, name, p, reason })),
    places: places.length === 0 && district !== null ? [single] : places,
    place_question: question,
    triage: proposal.triage,
    article: proposal.article,
    emergency: emergencyOf(proposal, text),
    missing: proposal.missing,
    flags: proposal.flags,
    deadline: proposal.deadline,
    confidence: proposal.confidence,
  }
}

function emergencyOf(proposal: Proposal, text: CallText): Understanding['emergency'] {
  if (proposal.triage !== 'emergency') return null
  const grounds = proposal.evidence.filter(
    (item) => item.for === 'triage' && item.span !== null && !isToldApart(item),
  )
  return {
    number: proposal.emergency_number ?? '110',
    words: grounds[0]?.text ?? '',
    spans: grounds.flatMap(({ span }) => (span ? text.spansOf(span[0], span[1]) : [])),
  }
}

function spansOfEvidence(proposal: Proposal, text: CallText): WordSpan[] {
  return proposal.evidence.flatMap(({ span }) => (span ? text.spansOf(span[0], span[1]) : []))
}

/** What the answer came from is the first suggestion. */
function withAnswer(articles: ArticleHint[], cited: readonly string[]): ArticleHint[] {
  const rank = (hint: ArticleHint) => (cited.includes(hint.key) ? 0 : 1)
  return [...articles].sort((a, b) => rank(a) - rank(b))
}

/** Lines that a value rests on: they stay in view when the call grows long. */
export function pinnedBy(understanding: Understanding | null): Set<string> {
  const fields = Object.values(understanding?.fields ?? {})
  const spans = [
    ...fields.flatMap(({ spans }) => spans),
    ...(understanding?.emergency?.spans ?? []),
  ]
  return new Set(spans.map((span) => span.segment))
}
