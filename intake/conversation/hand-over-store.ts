import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { HandOverReason } from './step.ts'

/** The wish to speak to a person that is not over yet, or null. */
export async function findLiveHandOver(db: Db, conversationId: string) {
  const row = await db
    .selectFrom('hand_overs')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('state', '<>', 'ended')
    .executeTakeFirst()
  return row ?? null
}

/** Stands in the queue, once; a wish that became urgent moves to the front. */
export async function enqueueHandOver(
  trx: Db,
  wish: { conversationId: string; reason: HandOverReason; urgent: boolean; now: Date },
): Promise<void> {
  const { conversationId, reason, urgent, now } = wish
  const live = await findLiveHandOver(trx, conversationId)
  if (live) {
    if (urgent && !live.urgent) {
      await trx
        .updateTable('hand_overs')
        .set({ urgent, reason })
        .where('id', '=', live.id)
        .execute()
    }
    return
  }
  await trx
    .insertInto('hand_overs')
    .values({
      id: newId(now.getTime()),
      conversation_id: conversationId,
      reason,
      urgent,
      wanted_at: now,
    })
    .execute()
}

/** How many wait before this conversation; null where it does not wait. */
export async function positionOf(db: Db, conversationId: string): Promise<number | null> {
  const { rows } = await sql<{ ahead: number }>`
    select count(other.id)::int as ahead
    from hand_overs mine
    left join hand_overs other on other.state = 'waiting' and other.id <> mine.id
      and ((other.urgent and not mine.urgent)
        or (other.urgent = mine.urgent and (other.wanted_at, other.id) < (mine.wanted_at, mine.id)))
    where mine.conversation_id = ${conversationId} and mine.state = 'waiting'
    group by mine.id`.execute(db)
  return rows[0]?.ahead ?? null
}

/** An operator takes the conversation; false where another one has it. */
export async function takeHandOver(
  trx: Db,
  taking: { conversationId: string; staffId: string; now: Date },
): Promise<boolean> {
  const { conversationId, staffId, now } = taking
  const live = await findLiveHandOver(trx, conversationId)
  if (live?.state === 'taken') return live.taken_by === staffId
  const taken = { state: 'taken' as const, taken_at: now, taken_by: staffId }
  if (live) {
    await trx.updateTable('hand_overs').set(taken).where('id', '=', live.id).execute()
    return true
  }
  // After an alarm a person speaks first, whether or not the citizen asked for one.
  const id = newId(now.getTime())
  await trx
    .insertInto('hand_overs')
    .values({ id, conversation_id: conversationId, reason: 'unanswered', wanted_at: now, ...taken })
    .execute()
  return true
}

/** Ends the hand-over: back to the assistant. */
export async function endHandOver(
  trx: Db,
  end: { conversationId: string; staffId: string | null; why: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('hand_overs')
    .set({ state: 'ended', ended_at: end.now, ended_by: end.staffId, ended_why: end.why })
    .where('conversation_id', '=', end.conversationId)
    .where('state', '<>', 'ended')
    .execute()
}
