import type { z } from 'zod'
import { calendarFile, type Pack } from '../pack.ts'
import { createWorkCalendar } from '../work-calendar.ts'
import type { Report } from './finding.ts'

/** How long before the end of the known holidays a person is told: the notice for a year comes in the November before. */
const AHEAD_DAYS = 30

/** Whether anything of the pack depends on holidays: limits in working days, or a line for holidays. */
function usesHolidays(pack: Pack): boolean {
  const { days } = calendarFile.parse(pack.calendar)
  return days === 'working' || pack.catalogue.some((line) => line.when_time.includes('holiday'))
}

function lintReach(pack: Pack, today: string, report: Report): void {
  const { knownUntil } = createWorkCalendar(pack)
  const ahead = new Date(`${today}T00:00:00Z`)
  ahead.setUTCDate(ahead.getUTCDate() + AHEAD_DAYS)
  if (!usesHolidays(pack) || ahead.toISOString().slice(0, 10) <= knownUntil) return
  const text = `法定节假日和调休只知道到 ${knownUntil}，之后按周六、周日休息；请升级程序，或写在 holidays、workdays 里`
  report('calendar.reach', pack.calendar, text, 'warning')
}

type Calendar = z.output<typeof calendarFile>

function lintDays({ holidays, workdays }: Calendar, report: Report): void {
  const off = new Set((holidays ?? []).map(({ date }) => date))
  for (const day of workdays ?? []) {
    if (off.has(day.date)) report('calendar.both', day, `${day.date} 既放假又上班`)
  }
}

function lintSpans(calendar: Calendar, today: string, report: Report): void {
  const { days: _, holidays: __, workdays: ___, ...spans } = calendar
  for (const [name, entries] of Object.entries(spans)) {
    for (const entry of entries) {
      if ((entry.verify_before ?? today) < today)
        report('calendar.stale', entry, `${name} 应在 ${entry.verify_before} 前复核`, 'warning')
    }
  }
}

/** A citizen who is told “7天” must not wait for seven working days. */
function lintWording(pack: Pack, calendar: Calendar, report: Report): void {
  const said = pack.texts['deadline.7d']
  if (calendar.days !== 'working' || said === undefined || said.zh.includes('工作日')) return
  report('calendar.text', said, '期限按工作日计算，deadline.7d 却没有说“工作日”', 'warning')
}

/** Checks the calendar: until when holidays are known, days that are both off and on, spans to be verified again. */
export function lintCalendar(pack: Pack, today: string, report: Report): void {
  lintReach(pack, today, report)
  // Not parsed again: only the rows as they were read have a place.
  const calendar = pack.calendar as Calendar
  lintDays(calendar, report)
  lintSpans(calendar, today, report)
  lintWording(pack, calendar, report)
}
