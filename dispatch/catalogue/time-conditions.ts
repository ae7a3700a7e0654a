import { cityDate } from '../../db/kernel/city-time.ts'
import { createWorkCalendar, isWeekend, type WorkCalendar } from '../../db/packs/work-calendar.ts'

/** Spans of a year in the pack's calendar, e.g. `heating_season: [{from: 11-15, to: 03-15}]`, or single dates. */
type Calendar = Record<string, unknown>

/** Made once a zone and once a pack: both are asked with every proposal. */
const hourFormats = new Map<string, Intl.DateTimeFormat>()
const workCalendars = new WeakMap<Calendar, WorkCalendar>()

/** All clocks are the city's (DOMAIN section 4). */
function localHour(at: Date, timeZone: string): number {
  const format =
    hourFormats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  hourFormats.set(timeZone, format)
  return Number(format.format(at))
}

function workCalendarOf(calendar: Calendar, timezone: string): WorkCalendar {
  const known = workCalendars.get(calendar)
  const work = known ?? createWorkCalendar({ calendar, meta: { timezone } })
  if (!known) workCalendars.set(calendar, work)
  return work
}

/** Parts of the calendar that say how to count, not what season it is. */
const notSpans = ['days', 'holidays', 'workdays']

/**
 * The values of `when_time` (db/packs/README.md) that hold at a moment. A make-up Saturday is no weekend; a day off
 * by a national or the city's own notice is a holiday, whatever weekday it is.
 */
export function timeConditions(
  at: Date,
  city: { timeZone: string; calendar: Calendar },
): Set<string> {
  const date = cityDate(at, city.timeZone)
  const hour = localHour(at, city.timeZone)
  const day = workCalendarOf(city.calendar, city.timeZone).dayOf(date)
  const holds = new Set<string>()
  if (hour >= 22 || hour < 6) holds.add('night')
  if (day.holiday) holds.add('holiday')
  if (!day.working && isWeekend(date)) holds.add('weekend')
  for (const [name, value] of Object.entries(city.calendar)) {
    if (notSpans.includes(name)) continue
    const spans = Array.isArray(value) ? value : [value]
    if (spans.some((span) => isInSpan(date, span))) holds.add(name)
  }
  return holds
}

function isInSpan(date: string, span: unknown): boolean {
  if (typeof span === 'string') return span === date
  if (typeof span !== 'object' || span === null) return false
  const from = 'from' in span ? span.from : undefined
  const to = 'to' in span ? span.to : from
  if (typeof from !== 'string' || typeof to !== 'string') return false
  const day = from.length === 5 ? date.slice(5) : date
  return from <= to ? from <= day && day <= to : day >= from || day <= to
}
