import type { Article } from '../../db/packs/pack.ts'
import { compactText } from '../language/normalise.ts'
import { articleText } from '../search/article-entries.ts'
import type { Hit } from '../search/article-index.ts'
import { statesAspect } from './compose-answer.ts'
import { topicCoverage } from './coverage.ts'
import {
  type Question,
  type Topic,
  understandQuestion,
  type Vocabulary,
} from './understand-question.ts'

/** What speaks for "this article answers the question", each 0..1. */
interface Signals {
  /** Share of what the question is about that the article says at all. */
  coverage: number
  /** The same, of its title, question forms and topics alone: what the article is about. */
  titleCoverage: number
  /** Share of what the article's nearest question form (or title) is about that the question says. */
  formCoverage: number
  /** Cosine with the nearest question form, and with the nearest passage; null without vectors. */
  questionCosine: number | null
  passageCosine: number | null
}

export interface Candidate {
  article: Article
  signals: Signals
  /** Probability that the article answers the question. */
  confidence: number
}

/** Below this nothing is answered: a confident wrong answer is worse than a refusal (R11). */
export const ANSWER_FROM = 0.65

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/**
 * Two logistic curves, with vectors and without, fitted (L2) on `kb/testing/questions.jsonl`. Coverage weighs
 * most, in both directions: a word that the article never uses is the best sign that it answers another question.
 */
function confidenceOf(signals: Signals): number {
  const { coverage, titleCoverage, formCoverage, questionCosine, passageCosine } = signals
  if (questionCosine === null || passageCosine === null) {
    return sigmoid(5.1 * coverage + 1.3 * titleCoverage + 5.25 * formCoverage - 8.1)
  }
  return sigmoid(
    3.2 * questionCosine +
      6.5 * passageCosine +
      4 * coverage +
      0.8 * titleCoverage +
      4.2 * formCoverage -
      12.6,
  )
}

function aboutText({ title, questions, topics }: Article): string {
  return [title, ...questions, ...topics].join('\n')
}

/**
 * Read the other way round: 购房资格 says all that it is about with 购房, and 购房提取公积金 is about more.
 */
function coveredForm(question: Question, article: Article, vocabulary: Vocabulary): number {
  const shares = formsOf(article, vocabulary).map(({ topics }) =>
    topicCoverage(topics, question.text, vocabulary.synonyms.of),
  )
  return Math.max(0, ...shares)
}

interface Form {
  /** Letters and digits alone, as a question is compared with it. */
  key: string
  topics: Topic[]
}

const known = new WeakMap<Article, Form[]>()
const formKey = (text: string) => compactText(text).replace(/[^\p{L}\p{N}]/gu, '')

/** What each question form and the title are about; worked out once for an article. */
function formsOf(article: Article, vocabulary: Vocabulary): Form[] {
  const before = known.get(article)
  if (before) return before
  const forms = [article.title, ...article.questions].map((form) => {
    const { text, topics } = understandQuestion(form, vocabulary)
    return { key: formKey(text), topics }
  })
  known.set(article, forms)
  return forms
}

/** The question stands word for word among the forms that the article's owner wrote down for it. */
function isOwnForm(question: Question, article: Article, vocabulary: Vocabulary): boolean {
  const key = formKey(question.text)
  return key !== '' && formsOf(article, vocabulary).some((form) => form.key === key)
}

/** As sure as anything is here: the owner of the article says that it answers this question. */
const OWN_FORM = 0.995

/** Of two articles that fit about equally, the one that says what was asked for comes first. */
function rank({ article, confidence }: Candidate, { aspects }: Question): number {
  if (aspects.length === 0) return confidence
  const stated = aspects.filter((aspect) => statesAspect(article, aspect))
  return confidence + (0.1 * stated.length) / aspects.length
}

/** Weighs each hit of a search, best first. */
export function weighHits(
  question: Question,
  hits: readonly Hit[],
  vocabulary: Vocabulary,
): Candidate[] {
  const synonymsOf = vocabulary.synonyms.of
  return hits
    .map(({ article, questionCosine, passageCosine }): Candidate => {
      const signals = {
        coverage: topicCoverage(question.topics, articleText(article), synonymsOf),
        titleCoverage: topicCoverage(question.topics, aboutText(article), synonymsOf),
        formCoverage: coveredForm(question, article, vocabulary),
        questionCosine,
        passageCosine,
      }
      const own = isOwnForm(question, article, vocabulary)
      return { article, signals, confidence: own ? OWN_FORM : confidenceOf(signals) }
    })
    .sort((a, b) => rank(b, question) - rank(a, question))
}

/** Numbers with their unit, the facts on which two articles can disagree. */
function facts(text: string): Set<string> {
  return new Set(
    text.match(/\d+(\.\d+)?\s*(万元|元|%|日|天|个?工作日|个月|年|周岁|岁|小时|公斤|平方米)/g),
  )
}

/**
 * Two articles contradict each other when both answer nearly the same question and each states facts that the
 * other does not have.
 */
export function contradict(a: { about: number; answer: string }, b: typeof a): boolean {
  if (Math.min(a.about, b.about) < 0.9) return false
  const [first, second] = [facts(a.answer), facts(b.answer)]
  if (first.size === 0 || second.size === 0) return false
  return [...first].every((fact) => !second.has(fact))
}
