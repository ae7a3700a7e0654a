/** Spans of a year in the pack's calendar, e.g. `heating_season: [{from: 11-15, to: 03-15}]`, or single dates. */
type Calendar = Record<string, unknown>

/** All clocks are the city's (DOMAIN section 4). */
function localParts(at: Date, timeZone: string): { date: string; hour: number; weekday: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  }).formatToParts(at)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
    weekday: part('weekday'),
  }
}

/** The values of `when_time` (db/packs/README.md) that hold at a moment. */
export function timeConditions(
  at: Date,
  city: { timeZone: string; calendar: Calendar },
): Set<string> {
  const { date, hour, weekday } = localParts(at, city.timeZone)
  const holds = new Set<string>()
  if (hour >= 22 || hour < 6) holds.add('night')
  if (weekday === 'Sat' || weekday === 'Sun') holds.add('weekend')
  for (const [name, value] of Object.entries(city.calendar)) {
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
