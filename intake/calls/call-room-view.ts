import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { AlarmItem } from '../protocol/reception-api.ts'

/** The call whose form became this request, or a part that was split from it. */
export async function findCallOfRequest(db: Db, requestId: string) {
  const row = await db
    .selectFrom('service_requests as r')
    .innerJoin('calls as c', (join) => join.on(sql<boolean>`c.id = (r.elements->>'call_id')::uuid`))
    .select(['c.id', 'c.audio_url'])
    .where('r.id', '=', requestId)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Calls in which an emergency was heard: an alarm on every screen until the transfer is written down or the call is closed (R11-1).
 * It follows from the call itself, so none can be lost between the two.
 */
export async function listCallAlarms(db: Db, since: Date): Promise<AlarmItem[]> {
  const rows = await db
    .selectFrom('calls')
    .select(['id', 'started_at'])
    .select([
      sql<string>`understanding->'emergency'->>'number'`.as('number'),
      sql<string>`understanding->'emergency'->>'words'`.as('words'),
      sql<string>`understanding->>'summary'`.as('summary'),
    ])
    .where('state', 'in', ['live', 'ended'])
    .where('started_at', '>', since)
    .where(sql<boolean>`jsonb_typeof(understanding->'emergency') = 'object'`)
    .where(sql<boolean>`jsonb_array_length(transfers) = 0`)
    .orderBy('started_at', 'desc')
    .limit(100)
    .execute()
  return rows.map(({ id, started_at, number, words, summary }) => ({
    id,
    conversation_id: null,
    call_id: id,
    kind: 'emergency' as const,
    number,
    flags: [],
    text: (summary || words || '').slice(0, 500),
    raised_at: started_at.toISOString(),
    seen_at: null,
    seen_by: null,
    // Filing the call ends its alarm.
    request: null,
    transfers: [],
  }))
}
