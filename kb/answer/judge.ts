import type { Article } from '../../db/packs/pack.ts'
import { articleText } from '../search/article-entries.ts'
import type { Hit } from '../search/article-index.ts'
import { statesAspect } from './compose-answer.ts'
import { topicCoverage } from './coverage.ts'
import type { Question } from './understand-question.ts'

/** What speaks for "this article answers the question", each 0..1. */
interface Signals {
  /** Share of what the question is about that the article says at all. */
  coverage: number
  /** The same, of its title, question forms and topics alone: what the article is about. */
  titleCoverage: number
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
 * Two logistic curves, with vectors and without, fitted (L2) on 128 questions of `kb/testing/questions.jsonl`:
 * at 0.65 none of the unanswerable ones passes and 75 of 84 answerable ones do. Coverage weighs most: a word that
 * the article never uses is the best sign that it answers another question.
 */
function confidenceOf(signals: Signals): number {
  const { coverage, titleCoverage, questionCosine, passageCosine } = signals
  if (questionCosine === null || passageCosine === null) {
    return sigmoid(6.9 * coverage + 7.6 * titleCoverage - 8.2)
  }
  return sigmoid(
    4.4 * questionCosine + 3.6 * passageCosine + 6.2 * coverage + 5.7 * titleCoverage - 12.1,
  )
}

function aboutText({ title, questions, topics }: Article): string {
  return [title, ...questions, ...topics].join('\n')
}

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
  synonymsOf: (word: string) => string[],
): Candidate[] {
  return hits
    .map(({ article, questionCosine, passageCosine }): Candidate => {
      const signals = {
        coverage: topicCoverage(question, articleText(article), synonymsOf),
        titleCoverage: topicCoverage(question, aboutText(article), synonymsOf),
        questionCosine,
        passageCosine,
      }
      return { article, signals, confidence: confidenceOf(signals) }
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
