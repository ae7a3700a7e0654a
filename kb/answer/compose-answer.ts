import type { Article } from '../../db/packs/pack.ts'
import { type Section, splitSections } from '../article/split-article.ts'
import { normaliseText } from '../language/normalise.ts'
import { splitSentences } from '../language/sentences.ts'
import type { Say } from './answer-texts.ts'
import { type Aspect, aspectNames, aspectWords } from './aspects.ts'
import { writtenWords } from './colloquial.ts'
import type { Question } from './understand-question.ts'

/** What is needed of a question, with the headings that the search found to fit it best. */
export interface AnswerWish extends Pick<Question, 'aspects' | 'topics'> {
  headings?: readonly string[]
}

/** A chat shows about a screen; the whole article is one tap away on the card. */
const MAX_ANSWER = 800
const MAX_LEAD = 240

/** The plain answer: what stands before the first heading, else the first section. */
function splitLead(sections: Section[]): { lead: string; rest: Section[] } {
  const [first, ...rest] = sections
  if (!first) return { lead: '', rest: [] }
  return { lead: first.text, rest }
}

/** Whole lines or sentences up to a length; never a sentence cut in two. */
export function trimTo(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = 0
  for (const sentence of splitSentences(text)) {
    if (sentence.end > limit && end > 0) break
    end = sentence.end
  }
  return text.slice(0, end).trim()
}

const withHeading = ({ heading, text }: Section) =>
  heading === ''
    ? text
    : `【${heading}】${text.startsWith('· ') || text.startsWith('1. ') ? '\n' : ''}${text}`

/** A section that states what was asked for is shown whole up to this length, else its stating sentences. */
const WHOLE_SECTION = 200

function cutToAspect(section: Section, sentence: RegExp): Section {
  if (section.text.length <= WHOLE_SECTION) return section
  const found = splitSentences(section.text).filter((s) => sentence.test(s.text))
  return { ...section, text: trimTo(found.map((s) => s.text).join(''), 300) }
}

/**
 * What an article says on one aspect: the sections of that name, else every section that states it. All of
 * them: the first alone may be the case of other people (【本市户籍】 asked of 外地户口).
 */
function findAspect(aspect: Aspect, sections: readonly Section[]): Section[] {
  const { heading, sentence } = aspectWords[aspect]
  const named = sections.filter((section) => heading.test(section.heading))
  if (named.length > 0) return named
  if (!sentence) return []
  return sections
    .filter(({ text }) => sentence.test(text))
    .map((section) => cutToAspect(section, sentence))
}

function statedInLead(aspect: Aspect, lead: string): boolean {
  return aspectWords[aspect].sentence?.test(lead) ?? true
}

/** Whether an article has words on an aspect at all. */
export function statesAspect(article: Article, aspect: Aspect): boolean {
  const { lead, rest } = splitLead(splitSections(article.body))
  return statedInLead(aspect, lead) || findAspect(aspect, rest).length > 0
}

/** The section that says most of the question's words which the lead leaves out (体检, 邮寄, 沙发). */
function findDetail(question: AnswerWish, { lead, sections }: Parts): Section | null {
  const open = question.topics.filter(({ word }) => !normaliseText(lead).includes(word))
  const weigh = ({ heading, text }: Section) => {
    const plain = normaliseText(`${heading}\n${text}`)
    const says = (word: string) =>
      plain.includes(word) || writtenWords(word).some((written) => plain.includes(written))
    return open.reduce((sum, { word, weight }) => sum + (says(word) ? weight : 0), 0)
  }
  const [best] = sections
    .map((section) => ({ section, weight: weigh(section) }))
    .sort((a, b) => b.weight - a.weight)
  return best && best.weight > 0 ? best.section : null
}

interface Parts {
  lead: string
  sections: Section[]
  say: Say
}

/** The lead and the sections that were asked for; what the article does not state is said, not guessed. */
function answerAspects(question: AnswerWish, parts: Parts): string {
  const { lead, sections, say } = parts
  const wanted: Section[] = []
  const missing: string[] = []
  const detail = findDetail(question, parts)
  if (detail) wanted.push(detail)
  const [nearest, next] = question.headings ?? []
  const headed = (wish: string | undefined) =>
    sections.filter(({ heading }) => heading !== '' && heading === wish)
  wanted.push(...headed(nearest))
  for (const aspect of question.aspects.slice(0, 4)) {
    const found = findAspect(aspect, sections)
    wanted.push(...found)
    if (found.length === 0 && !statedInLead(aspect, lead)) {
      missing.push(say('answer.aspect_missing', { aspect: aspectNames[aspect] }))
    }
  }
  wanted.push(...headed(next))
  // The article's own order; the section with the question's own words never falls off the end.
  const kept = new Set<Section>()
  let length = 0
  for (const section of wanted) {
    const known = [...kept].some((other) => other.heading === section.heading && section.heading)
    length += section.text.length
    if (!known && (kept.size === 0 || length <= MAX_ANSWER)) kept.add(section)
  }
  const place = ({ heading }: Section) => sections.findIndex((s) => s.heading === heading)
  const shown = [...kept]
    .sort((a, b) => place(a) - place(b))
    .map((section) => withHeading({ ...section, text: trimTo(section.text, 400) }))
  return [trimTo(lead, MAX_LEAD), ...shown, ...missing].join('\n')
}

/** The matter as a whole: the lead, then as many sections as fit, the legal basis last. */
function answerWhole({ lead, sections }: Parts): string {
  const isBasis = ({ heading }: Section) => aspectWords.basis.heading.test(heading)
  const ordered = [...sections.filter((s) => !isBasis(s)), ...sections.filter(isBasis)]
  let answer = trimTo(lead, MAX_ANSWER)
  for (const section of ordered) {
    const next = `${answer}\n${withHeading(section)}`
    if (next.length <= MAX_ANSWER) answer = next
  }
  return answer
}

/**
 * The answer out of an article's own words, trimmed to what was asked (fee, time, where, materials …). Nothing
 * is worded anew, so nothing can be made up (R11).
 */
export function composeAnswer(article: Article, question: AnswerWish, say: Say): string {
  const { lead, rest } = splitLead(splitSections(article.body))
  const parts = { lead, sections: rest, say }
  const special = question.aspects.filter((aspect) => aspect !== 'steps')
  // "How do I …" wants the whole; so does a question that asks for almost everything.
  const whole = special.length === 0 || special.length > 3
  return whole ? answerWhole(parts) : answerAspects(question, parts)
}
