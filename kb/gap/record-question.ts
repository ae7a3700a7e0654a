import type { Db } from '../../db/client.ts'
import { insertQuestion, type QuestionRecord } from './gap-store.ts'
import { enqueueCollecting } from './plan-gap-jobs.ts'

/**
 * Keeps a question that was not answered well, in the transaction in which the citizen is told so, and promises that it is
 * put into a ticket (R11, R31).
 */
export async function recordQuestion(trx: Db, question: QuestionRecord): Promise<void> {
  await insertQuestion(trx, question)
  await enqueueCollecting(trx, question.now)
}
