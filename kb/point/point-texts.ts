import type { FoundPoint } from './find-points.ts'
import type { DayHours, LocalTime, OpenState } from './opening-hours.ts'

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']
const ENGLISH_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

type Language = 'zh' | 'en'

/** 11月28日（周六） */
function dayText(date: string, language: Language): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  if (language === 'en') return `${ENGLISH_DAYS[weekday]} ${date}`
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日（周${WEEKDAYS[weekday]}）`
}

type Known = Exclude<OpenState, { state: 'unknown' }>

function chinese(open: Known, today: string): string {
  if (open.state === 'open')
    return open.until === null ? '现在开放（全天）' : `现在开放，${open.until} 结束`
  if (open.next === null) return '现在不开放'
  const { date, time } = open.next
  return `现在不开放，${date === today ? '今天' : dayText(date, 'zh')} ${time} 开始`
}

function english(open: Known, today: string): string {
  if (open.state === 'open')
    return open.until === null ? 'open now (24 hours)' : `open now until ${open.until}`
  if (open.next === null) return 'closed now'
  const { date, time } = open.next
  return `closed now, opens ${date === today ? 'today' : dayText(date, 'en')} ${time}`
}

/** 现在开放，17:00 结束: as words, never as a colour alone; empty where the hours cannot be read. */
export function openText(
  { open }: Pick<FoundPoint, 'open'>,
  today: string,
  language: Language = 'zh',
): string {
  if (open.state === 'unknown') return ''
  return language === 'zh' ? chinese(open, today) : english(open, today)
}

/** What a day that was asked for is like: 11月28日（周六）不开放; empty where nobody wrote it down. */
export function dayHoursText(date: string, hours: DayHours, language: Language): string {
  if (hours === null) return ''
  const day = dayText(date, language)
  if (hours.length === 0) return language === 'zh' ? `${day}不开放` : `closed on ${day}`
  const spans = hours.join('、')
  return language === 'zh' ? `${day}${spans} 开放` : `open on ${day}: ${spans}`
}

/** 约 1.2 公里; empty without a distance. */
export function distanceText({
  distance,
  position,
}: Pick<FoundPoint, 'distance' | 'position'>): string {
  if (distance === null) return ''
  if (position?.approximate)
    return `约 ${Math.max(1, Math.round(distance))} 公里（按所在街道或区的中心估算）`
  return distance < 1
    ? `约 ${Math.max(10, Math.round(distance * 100) * 10)} 米`
    : `约 ${distance.toFixed(1)} 公里`
}

/** A moment on the city's own clock. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at)
  const [date = '', time = ''] = parts.split(', ')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return { date, minutes: hours * 60 + minutes }
}
