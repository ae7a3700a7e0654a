import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'

export interface NewAlarm {
  conversationId: string
  messageId: string
  kind: 'emergency' | 'risk'
  number: string | null
  flags: readonly string[]
  /** The citizen's words with identity masked. */
  text: string
  now: Date
}

/** Keeps an alarm until a person has seen it: a lost wake-up or a closed screen loses none (R11-1, R29). */
export async function insertAlarm(trx: Db, alarm: NewAlarm): Promise<string> {
  const id = newId(alarm.now.getTime())
  await trx
    .insertInto('conversation_alarms')
    .values({
      id,
      conversation_id: alarm.conversationId,
      message_id: alarm.messageId,
      kind: alarm.kind,
      number: alarm.number,
      flags: [...alarm.flags],
      text: alarm.text.slice(0, 500),
      raised_at: alarm.now,
    })
    .execute()
  return id
}

export async function lockAlarm(trx: Db, id: string) {
  const row = await trx
    .selectFrom('conversation_alarms')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function markAlarmSeen(
  trx: Db,
  seen: { id: string; staffId: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('conversation_alarms')
    .set({ seen_at: seen.now, seen_by: seen.staffId })
    .where('id', '=', seen.id)
    .where('seen_at', 'is', null)
    .execute()
}

/** R11-1: when, by whom, to which number. False where this press was written already. */
export async function insertTransfer(
  trx: Db,
  transfer: {
    alarmId: string
    number: string
    note: string
    staffId: string
    clientActionId: string
    now: Date
  },
): Promise<boolean> {
  const result = await trx
    .insertInto('emergency_transfers')
    .values({
      id: newId(transfer.now.getTime()),
      alarm_id: transfer.alarmId,
      number: transfer.number,
      note: transfer.note,
      transferred_at: transfer.now,
      transferred_by: transfer.staffId,
      client_action_id: transfer.clientActionId,
    })
    .onConflict((oc) => oc.column('client_action_id').doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}
