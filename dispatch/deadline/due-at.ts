import type { Deadline } from '../../db/packs/pack.ts'
import type { WorkCalendar } from '../../db/packs/work-calendar.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const lengths: Record<Deadline, number> = {
  '2h': 2 * HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * DAY,
  '15d': 15 * DAY,
}

/** What a deadline class is called on screens and in texts. */
export const deadlineTexts: Record<Deadline, string> = {
  '2h': '2小时',
  '24h': '24小时',
  '7d': '7天',
  '15d': '15天',
}

/**
 * When the handling unit must have answered (R13, R15): days from the moment of dispatch, not from acknowledgement.
 * Natural days of 24 hours (China has no daylight saving time), unless the city's calendar counts limits of days in
 * working days; danger and basic living (2 h, 24 h) never wait for a working day.
 */
export function dueAt(deadline: Deadline, dispatchedAt: Date, calendar?: WorkCalendar): Date {
  const length = lengths[deadline]
  if (calendar?.counts !== 'working' || length <= DAY) {
    return new Date(dispatchedAt.getTime() + length)
  }
  return addWorkingDays(dispatchedAt, length / DAY, calendar)
}

/** The same time of day on the n-th working day after the day of dispatch, which itself never counts. */
function addWorkingDays(start: Date, days: number, calendar: WorkCalendar): Date {
  let at = start
  for (let left = days; left > 0; ) {
    at = new Date(at.getTime() + DAY)
    if (calendar.dayOf(calendar.dateOf(at)).working) left -= 1
  }
  return at
}

/**
 * What a reader must know about a due time: the days off on the way, and that some of them are not announced yet.
 * Empty where natural days are counted.
 */
export function explainDue(
  span: { deadline: Deadline; dispatchedAt: Date; dueAt: Date },
  calendar: WorkCalendar,
): string {
  if (calendar.counts !== 'working' || lengths[span.deadline] <= DAY) return ''
  const named = new Set<string>()
  for (let at = span.dispatchedAt.getTime(); at <= span.dueAt.getTime(); at += DAY) {
    const { name } = calendar.dayOf(calendar.dateOf(new Date(at)))
    if (name !== '') named.add(name)
  }
  const off = named.size > 0 ? `，其间有${[...named].join('、')}` : ''
  const unknown =
    calendar.dateOf(span.dueAt) > calendar.knownUntil
      ? `；${calendar.knownUntil}以后的放假安排尚未公布，暂按周六、周日休息计算`
      : ''
  return `按${lengths[span.deadline] / DAY}个工作日计算${off}${unknown}`
}

/**
 * By when a registered request must be dispatched: 1 h urgent, 2 h utilities, 24 h other (DB11/T 2021—2022 as
 * reported; DOMAIN section 4). R11 asks for "at once"; these are the outer limits.
 */
export function dispatchDueAt(
  matter: { triage: string; deadline: Deadline | null } | null,
  registeredAt: Date,
): Date {
  const deadline = matter?.deadline ?? null
  // An emergency is proposed to no unit and has no time limit of one; it waits no longer for that.
  if (matter?.triage === 'emergency' || deadline === '2h')
    return new Date(registeredAt.getTime() + HOUR)
  if (deadline === '24h') return new Date(registeredAt.getTime() + 2 * HOUR)
  return new Date(registeredAt.getTime() + 24 * HOUR)
}
