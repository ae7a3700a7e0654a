import type { Article } from '../../db/packs/pack.ts'
import { createSay } from '../../kb/answer/answer-texts.ts'
import { decide } from '../../kb/answer/decide.ts'
import { weighHits } from '../../kb/answer/judge.ts'
import { createOwnPlaces } from '../../kb/answer/own-places.ts'
import { createPremises } from '../../kb/answer/premise.ts'
import { screenQuestion } from '../../kb/answer/screen-question.ts'
import { createKnownWords } from '../../kb/answer/strange-words.ts'
import { createSynonyms } from '../../kb/answer/synonyms.ts'
import { understandQuestion } from '../../kb/answer/understand-question.ts'
import { dateIn } from '../../kb/answer/validity.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { createArticleIndex } from '../../kb/search/article-index.ts'
import { expectedCalibrationError } from '../metrics/calibration.ts'
import type { FitOptions } from './fit-answers.ts'
import { fitLogistic, type Row } from './logistic.ts'

/** Share of questions without an answer that the curve reckons with: about what comes through on questions written blind. */
const WITHOUT_ANSWER = 0.15
/** How many cases a mean is read from where weights are not whole. */
const COPIES = 20

export interface ToldFit {
  /** Of `kb/answer/told-chance.ts`. */
  slope: number
  constant: number
  /** Fitted on every second article, read on the others: what is told on average, what is right, and the calibration error. */
  otherHalf: { told: number; right: number; ece: number }
}

interface Answered {
  score: number
  right: boolean
  /** Which half of the articles, or of the questions without one, it belongs to. */
  half: number
}

/** What the judge answers to a question, with its score and not with what is told of it; null where it refuses. */
async function createAnswer({ pack, embedder }: FitOptions) {
  const { articles } = pack
  const index = createArticleIndex({ articles, embedder })
  await index.ready
  const words = createKnownWords(pack, articles)
  const known = {
    synonyms: createSynonyms(pack.lexicons['synonyms']),
    places: createOwnPlaces(pack),
  }
  const premises = createPremises(articles, { ...known, words })
  const today = dateIn(new Date(), pack.meta.timezone)
  const context = { today, premises, say: createSay(pack, 'zh'), told: (score: number) => score }
  return async (text: string, leaveOut?: string) => {
    const without = leaveOut === undefined ? words : words.without(normaliseText(leaveOut))
    const vocabulary = { ...known, words: without }
    const question = understandQuestion(text, vocabulary)
    if (screenQuestion(question) !== null) return null
    const hidden = leaveOut === undefined ? {} : { leaveOut }
    const hits = await index.search({ ...question, limit: 8, ...hidden })
    const weighed = weighHits(question, hits, { vocabulary, articles: articles.length, leaveOut })
    const draft = decide(weighed, { ...context, question })
    if (draft.outcome !== 'answered') return null
    return {
      score: draft.confidence ?? 0,
      cited: (draft.citations ?? []).map(({ article }) => article),
    }
  }
}

/** Articles of one class answer each other's questions as often as not: both count as right. */
function isRight(cited: readonly string[], own: Article, articles: readonly Article[]): boolean {
  const same = articles.filter(
    ({ id, service_codes }) =>
      id === own.id || service_codes.some((code) => own.service_codes.includes(code)),
  )
  return cited.some((id) => same.some((one) => one.id === id))
}

const oddsOf = (p: number) => Math.log(Math.max(p, 1e-6) / Math.max(1 - p, 1e-6))

interface Cases {
  forms: Answered[]
  others: Answered[]
  /** What an answer to a question without one counts. */
  weight: number
}

function fitLine({ forms, others, weight }: Cases): { slope: number; constant: number } {
  const row = ({ score, right }: Answered, own: number): Row => ({
    x: [oddsOf(score)],
    y: right ? 1 : 0,
    weight: own,
  })
  const rows = [...forms.map((one) => row(one, 1)), ...others.map((one) => row(one, weight))]
  const [slope = 1, constant = 0] = fitLogistic(rows)
  return { slope, constant }
}

function readHalf(cases: Cases, { slope, constant }: { slope: number; constant: number }) {
  const times = (list: readonly Answered[], n: number) =>
    list.flatMap(({ score, right }) => {
      const p = 1 / (1 + Math.exp(-(slope * oddsOf(score) + constant)))
      return new Array<{ p: number; right: boolean }>(n).fill({ p, right })
    })
  const read = [
    ...times(cases.forms, COPIES),
    ...times(cases.others, Math.round(COPIES * cases.weight)),
  ]
  const mean = (of: (one: { p: number; right: boolean }) => number) =>
    read.reduce((sum, one) => sum + of(one), 0) / Math.max(1, read.length)
  return {
    told: mean(({ p }) => p),
    right: mean(({ right }) => (right ? 1 : 0)),
    ece: expectedCalibrationError(read),
  }
}

/**
 * Fits what is told of an answer's chance: the pack's own question forms, each asked without itself, and questions without an answer
 * go through the whole decision as it stands; no suite is read.
 */
export async function fitTold(options: FitOptions): Promise<ToldFit> {
  const { pack, unanswerable, step = () => {} } = options
  const answer = await createAnswer(options)
  const all: Cases = { forms: [], others: [], weight: 1 }
  const total = pack.articles.reduce((sum, { questions }) => sum + questions.length, 0)
  let done = 0
  for (const [n, article] of pack.articles.entries()) {
    for (const form of article.questions) {
      const found = await answer(form, form)
      const right = found !== null && isRight(found.cited, article, pack.articles)
      if (found) all.forms.push({ score: found.score, right, half: n % 2 })
      step(++done, total)
    }
  }
  for (const [n, text] of unanswerable.entries()) {
    const found = await answer(text)
    if (found) all.others.push({ score: found.score, right: false, half: n % 2 })
  }
  all.weight = (WITHOUT_ANSWER * total) / Math.max(1, unanswerable.length)
  const half = (at: number): Cases => ({
    weight: all.weight,
    forms: all.forms.filter((one) => one.half === at),
    others: all.others.filter((one) => one.half === at),
  })
  return { ...fitLine(all), otherHalf: readHalf(half(1), fitLine(half(0))) }
}
