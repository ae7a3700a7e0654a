import type { Db } from '../../db/client.ts'

export interface NewConsultation {
  id: string
  requestId: string
  actorId: string
  clientActionId: string
  question: string
  /** Unit codes. */
  participants: string[]
  now: Date
}

/** False where one is open already, or the same press came twice. */
export async function insertConsultation(trx: Db, row: NewConsultation): Promise<boolean> {
  const inserted = await trx
    .insertInto('consultations')
    .values({
      id: row.id,
      request_id: row.requestId,
      opened_by: row.actorId,
      client_action_id: row.clientActionId,
      question: row.question,
      participants: row.participants,
      opened_at: row.now,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function wasConsulted(trx: Db, requestId: string, clientActionId: string) {
  const row = await trx
    .selectFrom('consultations')
    .select('id')
    .where('request_id', '=', requestId)
    .where('client_action_id', '=', clientActionId)
    .executeTakeFirst()
  return row !== undefined
}

/** The open consultation of a request, locked; undefined when there is none by this id. */
export async function lockOpenConsultation(trx: Db, key: { id: string; requestId: string }) {
  return trx
    .selectFrom('consultations')
    .select(['id', 'participants'])
    .where('id', '=', key.id)
    .where('request_id', '=', key.requestId)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function insertOpinion(
  trx: Db,
  row: { id: string; consultationId: string; unit: string; text: string; by: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('consultation_opinions')
    .values({
      id: row.id,
      consultation_id: row.consultationId,
      unit_code: row.unit,
      opinion: row.text,
      recorded_by: row.by,
      recorded_at: row.now,
    })
    .execute()
}

export async function countOpinions(trx: Db, consultationId: string): Promise<number> {
  const { n } = await trx
    .selectFrom('consultation_opinions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export async function closeConsultation(
  trx: Db,
  end: { id: string; outcome: string; by: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('consultations')
    .set({ outcome: end.outcome, closed_by: end.by, closed_at: end.now })
    .where('id', '=', end.id)
    .execute()
}
