import type { Say } from './answer-texts.ts'
import { aspectNames } from './aspects.ts'
import { unfoundedClaim } from './claims.ts'
import { composeAnswer, statesAspect, trimTo } from './compose-answer.ts'
import { citeArticle, type Draft } from './drafts.ts'
import { type Candidate, contradict, OWN_FORM, rivalOf } from './judge.ts'
import type { Premises } from './premise.ts'
import type { Question } from './understand-question.ts'
import { expiredOn } from './validity.ts'

export interface DecideContext {
  question: Question
  /** The city's date, `2026-01-31`. */
  today: string
  say: Say
  premises: Premises
  /** The chance of a right answer by the judge's score, as it is told. */
  told(score: number): number
}

/** So much of the second article is shown; the whole of it is one tap away on the card. */
const MAX_ALSO = 400

/** One article's words, with a note where its own review date has passed. */
function wordsOf({ article, headings }: Candidate, { question, today, say }: DecideContext) {
  const text = composeAnswer(article, { ...question, headings }, say)
  const overdue = article.verify_before !== '' && article.verify_before < today
  return {
    text,
    note: overdue ? `\n${say('answer.overdue', { date: article.verify_before })}` : '',
  }
}

/** One article's answer; where two are about as likely, the second one's too, said to be another matter. */
function answerFrom(candidate: Candidate, also: Candidate | null, context: DecideContext): Draft {
  const { text, note } = wordsOf(candidate, context)
  const citations = [candidate, ...(also ? [also] : [])].map(({ article }) => citeArticle(article))
  const score = candidate.confidence
  const confidence = score >= OWN_FORM ? score : context.told(score)
  const first = { outcome: 'answered' as const, answer: `${text}${note}`, citations, confidence }
  if (!also) return first
  const other = wordsOf(also, context)
  const head = context.say('answer.also', { title: also.article.title })
  const answer = `${text}${note}\n${head}\n${trimTo(other.text, MAX_ALSO)}${other.note}`
  return { ...first, answer, confidence: context.told(score + also.confidence) }
}

/** No valid article is sure enough: an expired one is named as such, a neighbouring matter's is offered, else it is not covered. */
function refuse(
  candidates: readonly Candidate[],
  expired: Candidate | undefined,
  { say, today }: DecideContext,
): Draft {
  if (expired) {
    return {
      outcome: 'refused',
      answer: say('answer.expired', { title: expired.article.title }),
      reason: '只有已过有效期的资料',
      citations: [citeArticle(expired.article)],
    }
  }
  const near = candidates.find((one) => one.leftOut && !expiredOn(one.article, today))
  if (near?.leftOut) {
    const { title } = near.article
    return {
      outcome: 'refused',
      answer: say('answer.near_miss', { title }),
      reason: `近似类：问的像是“${near.leftOut.name}”，“${title}”讲的是另一类`,
      citations: [citeArticle(near.article)],
      confidence: near.confidence,
    }
  }
  return {
    outcome: 'refused',
    answer: say('answer.not_covered'),
    reason: '现有资料没有覆盖',
    confidence: candidates[0]?.confidence ?? 0,
  }
}

/** So much of the article is said beside a claim that it does not confirm. */
const MAX_SAYS = 160

/** The question takes for granted what the article does not say: the article's own words, and no answer (R11). */
function offerInstead(candidate: Candidate, claim: string, context: DecideContext): Draft {
  const { article, confidence } = candidate
  const says = trimTo(wordsOf(candidate, context).text, MAX_SAYS)
  return {
    outcome: 'refused',
    answer: context.say('answer.premise', { title: article.title, says }),
    reason: `“${article.title}”里没有“${claim}”的说法`,
    citations: [citeArticle(article)],
    confidence,
  }
}

/** An article that says nothing of what was asked gives way to one that fits about as well and does. */
function statingFirst(sure: readonly Candidate[], { aspects }: Question): Candidate[] {
  const states = ({ article }: Candidate) =>
    aspects.length === 0 || aspects.some((aspect) => statesAspect(article, aspect))
  const first = sure[0]
  if (!first || states(first)) return [...sure]
  const other = sure.find((one) => states(one) && one.confidence >= first.confidence / 2)
  return other ? [other, ...sure.filter((one) => one !== other)] : [...sure]
}

/** The decision over the weighed candidates, best first: an answer, or which of the refusals (pure; R11). */
export function decide(candidates: readonly Candidate[], context: DecideContext): Draft {
  const { today, say, question, premises } = context
  const sure = candidates.filter((candidate) => candidate.sure)
  const valid = candidates.filter(({ article }) => !expiredOn(article, today))
  const [best, second] = statingFirst(
    valid.filter((candidate) => candidate.sure),
    question,
  )
  if (!best) return refuse(candidates, sure[0], context)
  const doubt = best.confidence < OWN_FORM ? premises.doubt(question.text, best.article) : null
  if (doubt !== null) {
    return { outcome: 'refused', answer: say('answer.not_covered'), reason: doubt }
  }
  const claim = best.confidence < OWN_FORM ? unfoundedClaim(question.text, best.article) : null
  if (claim !== null) return offerInstead(best, claim, context)
  const side = ({ article, signals, headings }: Candidate) => ({
    about: signals.questionCosine || signals.titleCoverage,
    answer: composeAnswer(article, { ...question, headings }, say),
  })
  if (second && second.confidence > best.confidence / 2 && contradict(side(best), side(second))) {
    return {
      outcome: 'refused',
      answer: say('answer.contradictory'),
      reason: '资料之间不一致',
      citations: [citeArticle(best.article), citeArticle(second.article)],
    }
  }
  const { aspects } = question
  // A price or a number is there or it is not; of the others an article may speak in its own words.
  const hard = aspects.filter((aspect) => aspect === 'fee' || aspect === 'phone')
  if (
    hard.length > 0 &&
    hard.length === aspects.length &&
    !aspects.some((aspect) => statesAspect(best.article, aspect))
  ) {
    const what = aspects.map((aspect) => aspectNames[aspect]).join('、')
    return { outcome: 'refused', answer: say('answer.not_covered'), reason: `资料没有写明${what}` }
  }
  return answerFrom(best, rivalOf(best, valid), context)
}
