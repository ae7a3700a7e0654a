/** Pure reckoning between moments and a city's dates. */

/** Formats are dear to make (a tenth of a millisecond) and a city has one zone. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** The city's date (`2026-10-01`) at a moment. */
export function cityDate(at: Date, timeZone: string): string {
  const format =
    dateFormats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  dateFormats.set(timeZone, format)
  return format.format(at)
}

/** The moment at which a date begins in the city; null where the text is no date. */
export function startOfCityDay(date: string, timeZone: string): Date | null {
  const utc = new Date(`${date}T00:00:00Z`)
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(utc.getTime())
  if (!valid || utc.toISOString().slice(0, 10) !== date) return null
  return new Date(utc.getTime() - offsetAt(utc, timeZone))
}

/** How far the city's clock is ahead of UTC, in milliseconds. */
function offsetAt(at: Date, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at)
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - at.getTime()
}
