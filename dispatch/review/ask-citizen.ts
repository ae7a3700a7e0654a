import type { Database } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Actor } from '../order/actor.ts'
import { enqueueAnnouncement } from '../order/announce-event.ts'
import { lockOrderOfRequest, updateOrder } from '../order/order-store.ts'
import { deleteClaim } from './claim-store.ts'
import { checkMayWork } from './dispatch-order.ts'
import { enqueueProposeAgain } from './propose-again-job.ts'
import { answerOpenQuestion, insertQuestion, wasAsked } from './question-store.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>
interface AskDeps {
  database: Database
  clock: Clock
}

/**
 * Asks the citizen what is missing before a unit is chosen (R12: neither unit nor district clear → ask). The question goes to the chat
 * by the announcement job; the request stays in the queue, marked as waiting. Its clocks run on.
 * Errors: those of `checkMayWork`, `review.question-open`.
 */
export async function askCitizen(
  { database, clock }: AskDeps,
  actor: StaffActor,
  input: { requestId: string; clientActionId: string; text: string },
): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    const now = clock.now()
    const order = await lockOrderOfRequest(trx, input.requestId)
    if (await wasAsked(trx, input.requestId, input.clientActionId)) return
    await checkMayWork(trx, actor, order, now)
    const text = input.text.trim()
    if (text === '') throw new AppError('order.text-required')
    const asked = await insertQuestion(trx, {
      id: newId(now.getTime()),
      requestId: input.requestId,
      actorId: actor.id,
      clientActionId: input.clientActionId,
      text,
      now,
    })
    if (!asked) throw new AppError('review.question-open')
    const seq = await appendOrderEvent(trx, {
      orderId: order.id,
      type: 'question_asked',
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      public: true,
      clientActionId: input.clientActionId,
      payload: { text },
    })
    await enqueueAnnouncement(trx, { orderId: order.id, seq, now })
    await deleteClaim(trx, order.request_id, actor.id)
  })
}

/**
 * An answer that a person heard on the phone is a new fact of the request: the order changes its version, so that a form that was
 * filled before sees it, and a new proposal is made with it. What is answered in the chat comes by `noteFact`.
 * Errors: those of `checkMayWork`, `review.question-not-found`.
 */
export async function recordAnswer(
  { database, clock }: AskDeps,
  actor: StaffActor,
  input: { requestId: string; questionId: string; text: string },
): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    const now = clock.now()
    const { requestId, questionId } = input
    const order = await lockOrderOfRequest(trx, requestId)
    await checkMayWork(trx, actor, order, now)
    const text = input.text.trim()
    if (text === '') throw new AppError('order.text-required')
    const answer = { id: questionId, text, via: 'staff' as const, by: actor.id, now }
    const question = await answerOpenQuestion(trx, answer)
    if (question?.request_id !== requestId) throw new AppError('review.question-not-found')
    await updateOrder(trx, order.id, { status: order.status })
    const seq = await appendOrderEvent(trx, {
      orderId: order.id,
      type: 'facts_added',
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      public: true,
      payload: { text, question: question.text },
    })
    await enqueueAnnouncement(trx, { orderId: order.id, seq, now })
    await enqueueProposeAgain(trx, { requestId, cause: questionId, now })
  })
}
