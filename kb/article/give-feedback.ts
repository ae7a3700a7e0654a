import type { Db } from '../../db/client.ts'
import { recordQuestion } from '../gap/record-question.ts'
import { type ArticleFeedback, insertFeedback } from './feedback-store.ts'

/** Keeps what a reader says of an article; a question that it did not answer goes to the gaps (R31). */
export async function giveFeedback(db: Db, feedback: ArticleFeedback): Promise<void> {
  const { helpful, question, reason, articleKey, origin, now } = feedback
  await db.transaction().execute(async (trx) => {
    await insertFeedback(trx, feedback)
    if (helpful || question === '') return
    const record = { text: question, reason, confidence: 0, articleKey, origin, now }
    await recordQuestion(trx, { ...record, outcome: 'unhelpful' })
  })
}
