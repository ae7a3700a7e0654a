import type { Article, Pack } from '../../db/packs/pack.ts'

/** The date, as the city's clocks show it: articles are valid by days. */
export function dateIn(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(at)
}

/** Whether an article's validity has ended, or has not begun, on a day. */
export function expiredOn(article: Article, today: string): boolean {
  if (article.state !== 'published') return true
  if (article.valid_from !== '' && article.valid_from > today) return true
  return article.valid_until !== null && article.valid_until < today
}

/** An article of one district answers no question that names only other districts. */
export function appliesTo(
  article: Article,
  text: string,
  pack: Pick<Pack, 'jurisdictions'>,
): boolean {
  const districts = pack.jurisdictions.filter((j) => j.kind === 'district')
  if (!districts.some((d) => article.jurisdiction.startsWith(d.name))) return true
  const named = districts.filter((d) => text.includes(d.name.replace(/区$/, '')))
  return named.length === 0 || named.some((d) => article.jurisdiction.startsWith(d.name))
}
