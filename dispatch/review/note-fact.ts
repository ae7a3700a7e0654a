import type { Db } from '../../db/client.ts'
import { enqueueProposeAgain } from './propose-again-job.ts'
import { answerOpenQuestion, findQuestionOf } from './question-store.ts'

/**
 * What the requester adds to a request that still waits for a person: the answer to the desk's question, if one is open, and in any case
 * a reason to understand the request anew (R11-3: a new fact).
 */
export async function noteFact(
  trx: Db,
  fact: { requestId: string; text: string; cause: string; now: Date },
): Promise<void> {
  const { requestId, text, cause, now } = fact
  const question = await findQuestionOf(trx, requestId)
  if (question) await answerOpenQuestion(trx, { id: question, text, via: 'chat', by: null, now })
  await enqueueProposeAgain(trx, { requestId, cause, now })
}
