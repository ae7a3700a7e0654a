import type { Say } from './answer-texts.ts'
import { aspectNames } from './aspects.ts'
import { composeAnswer, statesAspect } from './compose-answer.ts'
import { citeArticle, type Draft } from './drafts.ts'
import { ANSWER_FROM, type Candidate, contradict } from './judge.ts'
import type { Question } from './understand-question.ts'
import { expiredOn } from './validity.ts'

export interface DecideContext {
  question: Question
  /** The city's date, `2026-01-31`. */
  today: string
  say: Say
}

/** One article's answer, with a note where its own review date has passed. */
function answerFrom({ article, confidence }: Candidate, context: DecideContext): Draft {
  const { question, today, say } = context
  const text = composeAnswer(article, question, say)
  const overdue = article.verify_before !== '' && article.verify_before < today
  const note = overdue ? `\n${say('answer.overdue', { date: article.verify_before })}` : ''
  const citations = [citeArticle(article)]
  return { outcome: 'answered', answer: `${text}${note}`, citations, confidence }
}

/** No valid article is sure enough: an expired one is named as such, else it is not covered. */
function refuse(candidates: readonly Candidate[], expired: Candidate | undefined, say: Say): Draft {
  if (expired) {
    return {
      outcome: 'refused',
      answer: say('answer.expired', { title: expired.article.title }),
      reason: '只有已过有效期的资料',
      citations: [citeArticle(expired.article)],
    }
  }
  return {
    outcome: 'refused',
    answer: say('answer.not_covered'),
    reason: '现有资料没有覆盖',
    confidence: candidates[0]?.confidence ?? 0,
  }
}

/** The decision over the weighed candidates, best first: an answer, or which of the refusals (pure; R11). */
export function decide(candidates: readonly Candidate[], context: DecideContext): Draft {
  const { today, say, question } = context
  const sure = candidates.filter((candidate) => candidate.confidence >= ANSWER_FROM)
  const [best, second] = sure.filter(({ article }) => !expiredOn(article, today))
  if (!best) return refuse(candidates, sure[0], say)
  const side = ({ article, signals }: Candidate) => ({
    about: signals.questionCosine ?? signals.titleCoverage,
    answer: composeAnswer(article, question, say),
  })
  if (second && contradict(side(best), side(second))) {
    return {
      outcome: 'refused',
      answer: say('answer.contradictory'),
      reason: '资料之间不一致',
      citations: [citeArticle(best.article), citeArticle(second.article)],
    }
  }
  const { aspects } = question
  if (aspects.length > 0 && !aspects.some((aspect) => statesAspect(best.article, aspect))) {
    const what = aspects.map((aspect) => aspectNames[aspect]).join('、')
    return { outcome: 'refused', answer: say('answer.not_covered'), reason: `资料没有写明${what}` }
  }
  return answerFrom(best, context)
}
