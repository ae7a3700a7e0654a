import type { Database, Db } from '../../db/client.ts'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { Actor } from '../order/actor.ts'
import { lockOrderOfRequest } from '../order/order-store.ts'
import {
  closeConsultation,
  countOpinions,
  insertConsultation,
  insertOpinion,
  lockOpenConsultation,
  wasConsulted,
} from './consultation-store.ts'
import { checkMayWork } from './dispatch-order.ts'
import type { LockedOrder } from './send-order.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>
interface ConsultDeps {
  database: Database
  clock: Clock
  pack: Pack
}

function unitNames(pack: Pack, codes: readonly string[]): string[] {
  return codes.map((code) => {
    const unit = pack.units.find((u) => u.code === code)
    if (!unit) throw new AppError('order.unit-unknown', { unit: code })
    return unit.name
  })
}

function required(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') throw new AppError('order.text-required')
  return trimmed
}

/** One step of a consultation: under the order's lock, with an event that the citizen does not see. */
function inOrder<T>(
  { database, clock }: ConsultDeps,
  actor: StaffActor,
  requestId: string,
  step: (at: { trx: Db; order: LockedOrder; now: Date }) => Promise<T>,
): Promise<T> {
  return database.db.transaction().execute(async (trx) => {
    const now = clock.now()
    const order = await lockOrderOfRequest(trx, requestId)
    await checkMayWork(trx, actor, order, now)
    return step({ trx, order, now })
  })
}

const note = (
  trx: Db,
  event: { order: LockedOrder; type: string; actor: StaffActor; text: string; now: Date },
) =>
  appendOrderEvent(trx, {
    orderId: event.order.id,
    type: event.type,
    at: event.now,
    actorKind: 'staff',
    actorId: event.actor.id,
    payload: { text: event.text },
  })

/**
 * Opens a consultation before the dispatch (R12: 职责不清 → 会商): who takes part and what is to be settled. The status stays
 * and so do the clocks. Errors: those of `checkMayWork`, `order.unit-unknown`, `review.consultation-open`.
 */
export function openConsultation(
  deps: ConsultDeps,
  actor: StaffActor,
  input: { requestId: string; clientActionId: string; question: string; participants: string[] },
): Promise<void> {
  return inOrder(deps, actor, input.requestId, async ({ trx, order, now }) => {
    if (await wasConsulted(trx, input.requestId, input.clientActionId)) return
    const participants = [...new Set(input.participants)]
    const names = unitNames(deps.pack, participants)
    const question = required(input.question)
    const opened = await insertConsultation(trx, {
      id: newId(now.getTime()),
      requestId: input.requestId,
      actorId: actor.id,
      clientActionId: input.clientActionId,
      question,
      participants,
      now,
    })
    if (!opened) throw new AppError('review.consultation-open')
    const text = `${names.join('、')}：${question}`
    await note(trx, { order, type: 'consultation_opened', actor, text, now })
  })
}

interface InConsultation {
  requestId: string
  consultationId: string
}

/** Writes down what a unit said; a unit that joins later is added by its opinion. Errors: `review.consultation-not-found`. */
export function recordOpinion(
  deps: ConsultDeps,
  actor: StaffActor,
  input: InConsultation & { unit: string; text: string },
): Promise<void> {
  return inOrder(deps, actor, input.requestId, async ({ trx, order, now }) => {
    const { consultationId, requestId, unit } = input
    const open = await lockOpenConsultation(trx, { id: consultationId, requestId })
    if (!open) throw new AppError('review.consultation-not-found')
    const [name = ''] = unitNames(deps.pack, [unit])
    const text = required(input.text)
    const id = newId(now.getTime())
    await insertOpinion(trx, { id, consultationId, unit, text, by: actor.id, now })
    await note(trx, { order, type: 'opinion_given', actor, text: `${name}：${text}`, now })
  })
}

/** Ends it with its outcome, which needs at least one opinion. Errors: `review.consultation-not-found`, `review.opinion-missing`. */
export function endConsultation(
  deps: ConsultDeps,
  actor: StaffActor,
  input: InConsultation & { outcome: string },
): Promise<void> {
  return inOrder(deps, actor, input.requestId, async ({ trx, order, now }) => {
    const { consultationId, requestId } = input
    const open = await lockOpenConsultation(trx, { id: consultationId, requestId })
    if (!open) throw new AppError('review.consultation-not-found')
    const outcome = required(input.outcome)
    if ((await countOpinions(trx, consultationId)) === 0)
      throw new AppError('review.opinion-missing')
    await closeConsultation(trx, { id: consultationId, outcome, by: actor.id, now })
    await note(trx, { order, type: 'consultation_closed', actor, text: outcome, now })
  })
}
