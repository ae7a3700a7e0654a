import type { AskResult } from '../../kb/answer/ask-result.ts'
import type { KeyFact, QuestionCase } from '../cases/case-formats.ts'
import { squash, statesFact } from '../cases/key-facts.ts'
import type { Figure } from '../metrics/figure.ts'
import type { CaseResult } from '../report/report-format.ts'
import { confidenceFigures, meanOf, share } from './figures.ts'
import { type Judged, marks } from './request-suite.ts'
import type { MeasureOptions, Suite } from './suite.ts'

/** A sentence shorter than this is a heading or a number: it stands in every text. */
const MIN_SENTENCE = 8

/** Share of the answer's sentences that stand, word for word, in the articles and service points that it cites. */
export function groundedShare(answer: string, sources: readonly string[]): number | null {
  const known = sources.map(squash)
  const sentences = answer
    .replace(/【[^】]*】/g, '\n')
    .split(/[。！？；\n]|^\d+\.|·/m)
    .map(squash)
    .filter((sentence) => sentence.length >= MIN_SENTENCE)
  if (sentences.length === 0) return null
  const found = sentences.filter((sentence) => known.some((text) => text.includes(sentence)))
  return found.length / sentences.length
}

function outcomeRight(c: QuestionCase, found: AskResult): boolean {
  if (c.outcome.length > 0) return c.outcome.includes(found.outcome)
  return (found.outcome === 'answered') === c.answerable
}

const serviceText = (found: AskResult) =>
  found.service_points.map((p) => `${p.name} ${p.address} ${p.phone} ${p.hours}`).join('\n')

interface Looked {
  isAnswered: boolean
  cited: string[]
  missing: KeyFact[]
  grounded: number | null
}

function look(c: QuestionCase, found: AskResult, articleText: (id: string) => string): Looked {
  const isAnswered = found.outcome === 'answered'
  const places = serviceText(found)
  const cited = found.citations.map((citation) => citation.article)
  return {
    isAnswered,
    cited,
    missing: c.key_facts.filter((fact) => !statesFact(fact, `${found.answer}\n${places}`)),
    grounded: isAnswered ? groundedShare(found.answer, [...cited.map(articleText), places]) : null,
  }
}

function valuesOf(c: QuestionCase, found: AskResult, looked: Looked): Record<string, number> {
  const { isAnswered, cited, missing, grounded } = looked
  const facts = c.key_facts.length
  const isCited = cited.some((id) => c.article.includes(id))
  return {
    ...marks({
      answerable: c.answerable,
      answered: isAnswered,
      cited: isAnswered && c.article.length > 0 ? isCited : undefined,
      sourced: isAnswered ? cited.length + found.service_points.length > 0 : undefined,
    }),
    ...(isAnswered && facts > 0 ? { covered: (facts - missing.length) / facts } : {}),
    ...(grounded === null ? {} : { grounded }),
  }
}

function reasonOf(found: AskResult, { isAnswered, missing }: Looked): string {
  const lacks = isAnswered && missing.length > 0 ? `缺要点：${missing.flat().join('、')}` : ''
  return [found.answer.slice(0, 300), lacks, found.reason].filter(Boolean).join('\n')
}

/** Judges one answer; `articleText` is the whole text of an article by its id. */
export function judgeAnswer(
  c: QuestionCase,
  found: AskResult,
  articleText: (id: string) => string,
): Judged {
  const looked = look(c, found, articleText)
  const { isAnswered, cited, missing } = looked
  const hasFacts = !isAnswered || !c.answerable || missing.length === 0
  return {
    right: outcomeRight(c, found) && hasFacts,
    truth: c.answerable ? `答复：${c.article.join('、')}` : `不答（${c.outcome.join('、')}）`,
    proposed: isAnswered ? `答复：${cited.join('、') || '服务网点'}` : found.outcome,
    p: isAnswered ? found.confidence : null,
    reason: reasonOf(found, looked),
    evidence: found.citations.map(({ title, source }) => ({
      source: title,
      text: source,
      why: '',
    })),
    slices: { answerable: c.answerable ? '可答' : '不可答' },
    ms: found.ms,
    values: valuesOf(c, found, looked),
  }
}

function measure(results: readonly CaseResult[], options: MeasureOptions): Record<string, Figure> {
  const answerable = results.filter((r) => r.values['answerable'] === 1)
  const shareOf = (name: string) =>
    share(
      results.filter((r) => r.values[name] !== undefined),
      (r) => r.values[name] === 1,
    )
  return {
    answered: share(answerable, (r) => r.right === true),
    refused: share(
      results.filter((r) => r.values['answerable'] === 0),
      (r) => r.values['answered'] === 0,
    ),
    fact_coverage: meanOf(results, 'covered', options.seed),
    cited: shareOf('cited'),
    sourced: shareOf('sourced'),
    grounded: meanOf(results, 'grounded', options.seed),
    ...confidenceFigures(
      results.filter((r) => r.p !== null),
      options,
    ),
  }
}

/** Consultations: the key facts with their source, or an honest refusal (R11, R31). */
export const answerSuite: Suite = {
  name: 'answer',
  zh: '咨询答复',
  headline: 'answered',
  measure,
}
