import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { cityDate } from '../kernel/city-time.ts'
import { calendarFile, type Pack } from './pack.ts'

/** One day of the city: whether offices work, what the day is called, and where that stands. */
export interface CalendarDay {
  date: string
  working: boolean
  /** A statutory holiday or the leave around it, national or the city's own. */
  holiday: boolean
  name: string
  /** `weekend`: nobody has announced anything for this year yet, so Saturdays and Sundays are free. */
  from: 'city' | 'national' | 'weekend'
}

/** The national holidays and make-up days of the kept library under the city's own days. */
export interface WorkCalendar {
  /** How the city counts limits of days (DOMAIN section 4); natural where it says nothing. */
  counts: 'natural' | 'working'
  /** The city's date at a moment. */
  dateOf(at: Date): string
  dayOf(date: string): CalendarDay
  /** Last date for which the national notice is known; afterwards weekends stand in for it. */
  knownUntil: string
}

/**
 * `2026-05-09` → `Labour Day,劳动节,2`. The library's table, not its functions: those look at the machine's own zone, and
 * in New York find the Saturday after the Spring Festival free.
 */
const national: Record<'holidays' | 'workdays', Record<string, string>> = table

/** The State Council announces a year as a whole, usually in the November before it. */
const lastYear = Object.keys(national.holidays).sort().at(-1)?.slice(0, 4) ?? ''

/** Joins the national calendar with the pack's `calendar.yaml`: what the city says about a day wins. */
export function createWorkCalendar(
  city: Pick<Pack, 'calendar'> & { meta: { timezone: string } },
): WorkCalendar {
  const own = calendarFile.parse(city.calendar)
  const days = new Map<string, CalendarDay>()
  for (const { date, name } of own.holidays ?? [])
    days.set(date, { date, name, working: false, holiday: true, from: 'city' })
  for (const { date, name } of own.workdays ?? [])
    days.set(date, { date, name, working: true, holiday: false, from: 'city' })
  return {
    counts: own.days ?? 'natural',
    dateOf: (at) => cityDate(at, city.meta.timezone),
    dayOf: (date) => days.get(date) ?? nationalDay(date),
    knownUntil: `${lastYear}-12-31`,
  }
}

function nationalDay(date: string): CalendarDay {
  const from = date.slice(0, 4) <= lastYear ? 'national' : 'weekend'
  const nameOf = (entry: string) => entry.split(',')[1] ?? entry
  const off = national.holidays[date]
  if (off) return { date, working: false, holiday: true, name: nameOf(off), from }
  const on = national.workdays[date]
  if (on) return { date, working: true, holiday: false, name: `${nameOf(on)}调休上班`, from }
  return { date, working: !isWeekend(date), holiday: false, name: '', from }
}

/** Whether an ISO date is a Saturday or a Sunday. */
export const isWeekend = (date: string): boolean =>
  [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
