import type { Deadline } from '../../db/packs/pack.ts'

const HOUR = 3_600_000

const lengths: Record<Deadline, number> = {
  '2h': 2 * HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '15d': 15 * 24 * HOUR,
}

/** What a deadline class is called on screens and in texts. */
export const deadlineTexts: Record<Deadline, string> = {
  '2h': '2小时',
  '24h': '24小时',
  '7d': '7天',
  '15d': '15天',
}

/**
 * When the handling unit must have answered (R13, R15): natural days from the moment of dispatch, not from
 * acknowledgement. China has no daylight saving time, so a natural day is 24 hours.
 */
export function dueAt(deadline: Deadline, dispatchedAt: Date): Date {
  return new Date(dispatchedAt.getTime() + lengths[deadline])
}

/**
 * By when a registered request must be dispatched: 1 h urgent, 2 h utilities, 24 h other (DB11/T 2021—2022 as
 * reported; DOMAIN section 4). R11 asks for "at once"; these are the outer limits.
 */
export function dispatchDueAt(deadline: Deadline | null, registeredAt: Date): Date {
  if (deadline === '2h') return new Date(registeredAt.getTime() + HOUR)
  if (deadline === '24h') return new Date(registeredAt.getTime() + 2 * HOUR)
  return new Date(registeredAt.getTime() + 24 * HOUR)
}
