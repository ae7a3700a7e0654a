import type { Article } from '../../db/packs/pack.ts'
import type { Hit } from '../search/article-index.ts'
import { isOwnForm, type Signals, signalsOf } from './signals.ts'
import type { Question, Vocabulary } from './understand-question.ts'

/** The class that a question is about, where an article is only about its neighbour. */
export interface NearMiss {
  code: string
  name: string
}

export interface Candidate {
  article: Article
  signals: Signals
  /** Probability that the article, among its neighbours, answers the question: what decides. What is told is `toldChance`. */
  confidence: number
  /** Whether that probability is enough to say it. */
  sure: boolean
  /** Headings of its passages that fit the question best, best first. */
  headings: readonly string[]
  /** The neighbouring class that the question belongs to: why it is not answered from this article, sure as it was. */
  leftOut?: NearMiss
}

/**
 * Below this nothing is answered: a confident wrong answer is worse than a refusal (R11). Chosen on the development questions
 * and on those written blind, where a third more of the unanswerable ones was answered than there (docs/accuracy.md). Words alone mistake what sounds alike
 * for what is meant, so they have to be surer; the weights for a small knowledge base were fitted with their own constant.
 */
const ANSWER_FROM = { vectors: 0.24, words: 0.17, few: 0.16 }

/** One weight per signal, and the constant. */
type JudgeWeights = Partial<Record<keyof Signals, number>> & { constant: number }

/** Among fewer articles the next best is far behind whatever is asked, so its distance says nothing. */
const MANY = 100

/**
 * Fitted (L2) by `jiesu evals fit-answers` on the pack's own question forms, each asked of all articles without
 * itself, on the same with its article away, and on questions written to have no answer. No suite's case is in it.
 */
const amongMany: Record<'vectors' | 'words', JudgeWeights> = {
  vectors: {
    constant: -10.01,
    coverage: 2,
    titleCoverage: -0.37,
    matter: 0.61,
    lead: 2.43,
    questionCosine: 5.37,
    passageCosine: 4.98,
  },
  words: {
    constant: -6.03,
    coverage: 3.21,
    titleCoverage: 0.62,
    formCoverage: 1.25,
    rarest: -0.12,
    matter: 0.6,
    lead: 2.48,
    formShare: 0.82,
    wholeShare: 0.38,
  },
}

/** Fitted on `kb/testing/questions.jsonl`: what a small knowledge base does not say, it does not know. */
const amongFew: typeof amongMany = {
  vectors: {
    constant: -14.74,
    questionCosine: 3.2,
    passageCosine: 6.5,
    coverage: 4,
    titleCoverage: 0.8,
    formCoverage: 4.2,
  },
  words: { constant: -10.24, coverage: 5.1, titleCoverage: 1.3, formCoverage: 5.25 },
}

/**
 * What a strange thing (月球车票), or things that nobody has put together (飞行汽车), say against any answer: the logarithm of how
 * much more often questions without an answer have them (`jiesu evals fit-answers`), so they are counted, not fitted.
 */
const doubts = { strange: -2.3, novel: -1.2 }

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

interface Known {
  articles: number
  vectors: boolean
  /** What the question's own words say against any answer. */
  doubt: number
}

/** A small knowledge base does not know what people talk about. */
function doubtOf({ text }: Question, { words }: Vocabulary, articles: number): number {
  if (!words || articles < MANY) return 0
  return doubts.strange * words.strangeness(text) + doubts.novel * words.novelty(text)
}

/** The logistic curve over the signals, as one of so many articles. */
function confidenceOf(signals: Signals, known: Known): number {
  const fitted = known.articles >= MANY ? amongMany : amongFew
  const { constant, ...weights } = known.vectors ? fitted.vectors : fitted.words
  const names = Object.keys(weights) as (keyof Signals)[]
  return sigmoid(
    names.reduce((sum, name) => sum + (weights[name] ?? 0) * signals[name], constant + known.doubt),
  )
}

function leastFor({ articles, vectors }: Omit<Known, 'doubt'>): number {
  if (articles < MANY) return ANSWER_FROM.few
  return vectors ? ANSWER_FROM.vectors : ANSWER_FROM.words
}

/** As sure as anything is here: the owner of the article says that it answers this question. */
export const OWN_FORM = 0.995

/** Below this the first article may well be the wrong neighbour (parent for child); a second one as near as this is shown too. */
const ALSO = { below: 0.6, share: 0.3 }

/** The article that is about as likely as the one that would be answered from, or null. */
export function rivalOf(best: Candidate, candidates: readonly Candidate[]): Candidate | null {
  if (best.confidence >= ALSO.below) return null
  const other = candidates.find((one) => one !== best)
  return other && other.confidence >= best.confidence * ALSO.share ? other : null
}

/** Two articles that are shown together answer with the chance of both. */
function surer(candidates: Candidate[], least: number): Candidate[] {
  const [best, ...rest] = candidates
  const also = best ? rivalOf(best, rest) : null
  if (!best || best.sure || !also) return candidates
  return [{ ...best, sure: best.confidence + also.confidence >= least }, ...rest]
}

interface WeighContext {
  vocabulary: Vocabulary
  articles: number
  /** A question form that is not looked at, see the search's `leaveOut`. */
  leaveOut?: string | undefined
}

/** Weighs each hit of a search, best first. */
export function weighHits(
  question: Question,
  hits: readonly Hit[],
  { vocabulary, articles, leaveOut }: WeighContext,
): Candidate[] {
  const best = hits[0]?.score ?? 0
  const second = hits[1]?.score ?? 0
  const doubt = doubtOf(question, vocabulary, articles)
  const candidates = hits
    .map((hit, i): Candidate => {
      const { article } = hit
      const rival = i === 0 ? second : best
      const signals = signalsOf(question, hit, { vocabulary, rival, leaveOut })
      const own = leaveOut === undefined && isOwnForm(question, article, vocabulary)
      const confidence = own
        ? OWN_FORM
        : confidenceOf(signals, { articles, vectors: hit.questionCosine !== null, doubt })
      const sure = confidence >= leastFor({ articles, vectors: hit.questionCosine !== null })
      return { article, signals, confidence, sure, headings: hit.headings }
    })
    .sort((a, b) => b.confidence - a.confidence)
  return surer(candidates, leastFor({ articles, vectors: hits[0]?.questionCosine !== null }))
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
