import type { Db } from '../../db/client.ts'

/** The question of a request that waits for its answer; null where none does. */
export async function findQuestionOf(db: Db, requestId: string): Promise<string | null> {
  const row = await db
    .selectFrom('review_questions')
    .select('id')
    .where('request_id', '=', requestId)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

/** False where one is open already (or the same press came twice: then it is there). */
export async function insertQuestion(
  trx: Db,
  row: {
    id: string
    requestId: string
    actorId: string
    clientActionId: string
    text: string
    now: Date
  },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('review_questions')
    .values({
      id: row.id,
      request_id: row.requestId,
      asked_by: row.actorId,
      client_action_id: row.clientActionId,
      text: row.text,
      asked_at: row.now,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function wasAsked(
  trx: Db,
  requestId: string,
  clientActionId: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('review_questions')
    .select('id')
    .where('request_id', '=', requestId)
    .where('client_action_id', '=', clientActionId)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes the answer once; null when the question is unknown or has been answered. */
export async function answerOpenQuestion(
  trx: Db,
  answer: { id: string; text: string; via: 'chat' | 'staff'; by: string | null; now: Date },
): Promise<{ request_id: string; text: string } | null> {
  const row = await trx
    .updateTable('review_questions')
    .set({
      answer: answer.text,
      answered_at: answer.now,
      answered_via: answer.via,
      answered_by: answer.by,
    })
    .where('id', '=', answer.id)
    .where('answered_at', 'is', null)
    .returning(['request_id', 'text'])
    .executeTakeFirst()
  return row ?? null
}
