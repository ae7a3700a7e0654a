import type { AskResult } from '../answer/ask-result.ts'

/** Answered, but with less confidence than this: somebody should look whether the article says what was asked. */
const UNSURE_BELOW = 0.76

export interface Unanswered {
  outcome: 'refused' | 'unsure'
  reason: string
  confidence: number
  articleKey: string | null
}

/**
 * What of an answer belongs to the gaps (pure): a refusal because the articles do not say it, or an answer that was barely
 * sure. What no article may answer at all (another city, somebody's own case, medical advice) is refused with certainty
 * and is no gap.
 */
export function unansweredPart(answer: AskResult | null): Unanswered | null {
  if (!answer) return null
  const { outcome, reason, confidence } = answer
  const articleKey = answer.citations[0]?.article ?? null
  if (outcome === 'refused' && confidence < 1) return { outcome, reason, confidence, articleKey }
  if (outcome === 'answered' && confidence < UNSURE_BELOW && answer.service_points.length === 0) {
    return { outcome: 'unsure', reason: '把握不大', confidence, articleKey }
  }
  return null
}
