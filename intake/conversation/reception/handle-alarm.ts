import { appendAuditEvent } from '../../../db/audit/append-audit-event.ts'
import { AppError } from '../../../db/kernel/errors.ts'
import type { Actor } from '../../../dispatch/order/actor.ts'
import { insertTransfer, lockAlarm, markAlarmSeen } from '../alarm-store.ts'
import { type ChatDeps, wakeReception } from '../chat-deps.ts'

type Staff = Extract<Actor, { kind: 'staff' }>
type AlarmDeps = Pick<ChatDeps, 'database' | 'clock' | 'pubsub'>

/** Somebody on duty has seen the alarm: it leaves every screen. Error: `reception.alarm-not-found`. */
export async function acknowledgeAlarm(
  deps: AlarmDeps,
  actor: Staff,
  alarmId: string,
): Promise<void> {
  const conversationId = await deps.database.db.transaction().execute(async (trx) => {
    const alarm = await lockAlarm(trx, alarmId)
    if (!alarm) throw new AppError('reception.alarm-not-found')
    await markAlarmSeen(trx, { id: alarmId, staffId: actor.id, now: deps.clock.now() })
    return alarm.conversation_id
  })
  wakeReception(deps, conversationId)
}

/**
 * R11-1: the matter was passed on to an emergency service. When, by whom and to which number is written once, in a table that
 * cannot be changed and in the audit trail; the alarm counts as seen.
 */
export async function logTransfer(
  deps: AlarmDeps,
  actor: Staff,
  input: { alarmId: string; number: string; note: string; clientActionId: string },
): Promise<void> {
  const conversationId = await deps.database.db.transaction().execute(async (trx) => {
    const alarm = await lockAlarm(trx, input.alarmId)
    if (!alarm) throw new AppError('reception.alarm-not-found')
    const now = deps.clock.now()
    const written = await insertTransfer(trx, { ...input, staffId: actor.id, now })
    if (!written) return alarm.conversation_id
    await markAlarmSeen(trx, { id: alarm.id, staffId: actor.id, now })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: actor.id,
      action: 'emergency.transferred',
      subject: `conversation:${alarm.conversation_id}`,
      detail: { alarm_id: alarm.id, message_id: alarm.message_id, number: input.number },
    })
    return alarm.conversation_id
  })
  wakeReception(deps, conversationId)
}
