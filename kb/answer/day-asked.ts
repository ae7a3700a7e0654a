const WEEKDAYS = '日一二三四五六'
const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The day that a question names (明天, 周六, 下周一), as a date; a weekday is the next one, today included. */
export function dayAsked(text: string, today: string): string | null {
  if (/后天/.test(text)) return addDays(today, 2)
  if (/明天|明儿/.test(text)) return addDays(today, 1)
  const found = /(下个?)?(?:周|星期|礼拜)([一二三四五六日天末])/.exec(text)
  if (!found) return null
  const weekday = WEEKDAYS.indexOf((found[2] ?? '').replace('天', '日').replace('末', '六'))
  const now = new Date(`${today}T00:00:00Z`).getUTCDay()
  if (found[1] === undefined) return addDays(today, (weekday - now + 7) % 7)
  // Weeks begin on Monday: 下周日 is the last day of the next one.
  const monday = addDays(today, 7 - ((now + 6) % 7))
  return addDays(monday, (weekday + 6) % 7)
}
