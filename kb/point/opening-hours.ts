/** What the city's calendar says of a day. */
export interface DayFacts {
  /** A day on which offices work: weekends that were made working days included, public holidays not. */
  working: boolean
  /** A statutory day off. */
  holiday: boolean
}

interface Interval {
  /** Minutes after midnight; `to` may lie beyond midnight (18:00-02:00 → 1080, 1560). */
  from: number
  to: number
}

type Days =
  | { kind: 'every' | 'working' | 'holiday' }
  | { kind: 'weekdays'; weekdays: ReadonlySet<number> }

interface HoursRule {
  days: Days
  /** `MMDD` as numbers, both ends included; the whole year without it. */
  season: { from: number; to: number } | null
  /** Empty: closed. Null: the text names no time. */
  intervals: Interval[] | null
}

/** Opening hours as a civil servant writes them, read as far as they can be read. */
export type OpeningHours = readonly HoursRule[]

const WEEKDAYS = '日一二三四五六'
const CLOSED = /休息|闭馆|不对外|停止办公|不办公|关闭|不开放|暂停/
const ALL_DAY = /24小时|全天|二十四小时/
const span = /(\d{1,2})[:：](\d{2})\s*(?:-|–|—|－|~|～|至|到)\s*(?:次日)?(\d{1,2})[:：](\d{2})/g
const season =
  /^(\d{1,2})月(\d{1,2})日?\s*(?:-|–|—|－|~|～|至|到)\s*(?:次年)?(\d{1,2})月(\d{1,2})日?[:：]?\s*/

const weekdayRange =
  /(?:周|星期)([一二三四五六日天])\s*(?:-|–|—|－|~|～|至|到)\s*(?:周|星期)?([一二三四五六日天])/
const weekdayOf = (char = '') => WEEKDAYS.indexOf(char.replace('天', '日'))

/** Both ends included, over the end of the week if need be. */
function daysBetween(from: number, to: number): number[] {
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7)
}

function readWeekdays(text: string): ReadonlySet<number> | null {
  const range = weekdayRange.exec(text)
  const single = text
    .replace(weekdayRange, '')
    .matchAll(/(?:周|星期)([一二三四五六日天][一二三四五六日天、和]*)/g)
  const weekdays = new Set([
    ...(range ? daysBetween(weekdayOf(range[1]), weekdayOf(range[2])) : []),
    ...Array.from(single, ([, chars = '']) =>
      [...chars.replace(/[、和]/g, '')].map(weekdayOf),
    ).flat(),
    ...(/周末|双休日/.test(text) ? [0, 6] : []),
  ])
  return weekdays.size > 0 ? weekdays : null
}

function readDays(text: string): Days | null {
  if (/节假日|法定假日|节日/.test(text)) return { kind: 'holiday' }
  if (/工作日/.test(text)) return { kind: 'working' }
  const weekdays = readWeekdays(text)
  if (weekdays) return { kind: 'weekdays', weekdays }
  return /每天|每日|全年|天天/.test(text) ? { kind: 'every' } : null
}

function readIntervals(text: string): Interval[] | null {
  const intervals = Array.from(text.matchAll(span), ([, h1, m1, h2, m2]) => {
    const from = Number(h1) * 60 + Number(m1)
    const to = Number(h2) * 60 + Number(m2)
    return { from, to: to <= from ? to + 1440 : to }
  })
  if (intervals.length > 0) return intervals
  if (ALL_DAY.test(text)) return [{ from: 0, to: 1440 }]
  return CLOSED.test(text) ? [] : null
}

function readRule(part: string): HoursRule | null {
  const found = season.exec(part)
  const [, m1, d1, m2, d2] = found ?? []
  const rest = found ? part.slice(found[0].length) : part
  const intervals = readIntervals(rest)
  // 急诊24小时 is a department's time, not the house's.
  if (intervals && /急诊|自助|电话/.test(rest)) return null
  const days = readDays(rest) ?? (intervals ? ({ kind: 'every' } as const) : null)
  if (!days) return null
  return {
    days,
    season: found
      ? { from: Number(m1) * 100 + Number(d1), to: Number(m2) * 100 + Number(d2) }
      : null,
    intervals,
  }
}

/**
 * Reads `周一至周五 09:00-12:00,13:30-17:00；周六 09:00-13:00；节假日 休息`, `工作日 09:00-17:00`, `24小时`,
 * `4月1日至10月31日 每天 08:30-17:00；周一 闭馆` and the like. Remarks in brackets are for people. What cannot be
 * read leaves no rule: then the state is unknown, and the text is shown as it is.
 */
export function readOpeningHours(text: string): OpeningHours {
  return text
    .replace(/[（(][^）)]*[）)]/g, '')
    .split(/[；;\n。]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => readRule(part) ?? [])
}

/** A moment on the city's own clock. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  date: string
  minutes: number
}

export type OpenState =
  | { state: 'open'; until: string | null }
  | { state: 'closed'; next: { date: string; time: string } | null }
  | { state: 'unknown' }

const DAYS_AHEAD = 14
const clock = (minutes: number) =>
  `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

function inSeason({ season: limits }: HoursRule, date: string): boolean {
  if (!limits) return true
  const day = Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10))
  const { from, to } = limits
  return from <= to ? day >= from && day <= to : day >= from || day <= to
}

/** The intervals of one day; null where nobody wrote them. The last rule that fits wins; a rule for holidays wins on these. */
function intervalsOf(
  hours: OpeningHours,
  date: string,
  factsOf: (date: string) => DayFacts,
): Interval[] | null {
  const facts = factsOf(date)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  const fits = hours.filter((rule) => inSeason(rule, date))
  const holiday = fits.findLast((rule) => rule.days.kind === 'holiday')
  if (facts.holiday && holiday) return holiday.intervals
  const rule = fits.findLast(({ days }) => {
    if (days.kind === 'working') return facts.working
    if (days.kind === 'weekdays') return days.weekdays.has(weekday)
    return days.kind === 'every'
  })
  if (!rule) return hours.some(({ days }) => days.kind === 'working') && !facts.working ? [] : null
  // 周一至周五 leaves open what happens on a holiday or on a Saturday that was made a working day: nobody guesses.
  const odd = facts.holiday || (facts.working && (weekday === 0 || weekday === 6))
  if (rule.days.kind === 'weekdays' && odd) return null
  return rule.intervals
}

/** The times of one day, `09:00-17:00`; empty when closed, null where nobody wrote them. */
export type DayHours = readonly string[] | null

export function hoursOn(
  hours: OpeningHours,
  date: string,
  factsOf: (date: string) => DayFacts,
): DayHours {
  const intervals = intervalsOf(hours, date, factsOf)
  if (intervals === null) return null
  return intervals.map(({ from, to }) => `${clock(from)}-${clock(to)}`)
}

/** Open now and until when, or closed and when it opens next (two weeks ahead), or unknown. */
export function openState(
  hours: OpeningHours,
  now: LocalTime,
  factsOf: (date: string) => DayFacts,
): OpenState {
  const late = intervalsOf(hours, addDays(now.date, -1), factsOf) ?? []
  const today = intervalsOf(hours, now.date, factsOf)
  const open = [
    ...late.map(({ from, to }) => ({ from: from - 1440, to: to - 1440 })),
    ...(today ?? []),
  ].find(({ from, to }) => from <= now.minutes && now.minutes < to)
  if (open) return { state: 'open', until: open.to - open.from >= 1440 ? null : clock(open.to) }
  if (today === null) return { state: 'unknown' }
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const date = addDays(now.date, ahead)
    const intervals = intervalsOf(hours, date, factsOf)
    if (intervals === null) return { state: 'closed', next: null }
    const next = intervals.find(({ from }) => ahead > 0 || from > now.minutes)
    if (next) return { state: 'closed', next: { date, time: clock(next.from) } }
  }
  return { state: 'closed', next: null }
}
