import type { ArticleContent } from '../../../protocol/kb-desk-api.ts'

/** What was typed and not saved, kept over a reload, a lost connection and a closed tab (promise 5). */
interface LocalDraft {
  content: ArticleContent
  /** Of the saved draft that it was typed on. */
  rowVersion: number
  at: number
}

const nameOf = (userId: string, place: string) => `jiesu.article.${userId}.${place}`

export function keepLocal(userId: string, place: string, draft: Omit<LocalDraft, 'at'>): void {
  try {
    localStorage.setItem(nameOf(userId, place), JSON.stringify({ ...draft, at: Date.now() }))
  } catch {
    // Storage is full or refused: the text still lives in the page.
  }
}

export function readLocal(userId: string, place: string): LocalDraft | null {
  try {
    const kept = JSON.parse(
      localStorage.getItem(nameOf(userId, place)) ?? 'null',
    ) as LocalDraft | null
    // Kept by a console of before, which did not know every field.
    return kept && { ...kept, content: { ...emptyContent, ...kept.content } }
  } catch {
    return null
  }
}

export function forgetLocal(userId: string, place: string): void {
  try {
    localStorage.removeItem(nameOf(userId, place))
  } catch {
    // Nothing was stored then.
  }
}

export const emptyContent: ArticleContent = {
  title: '',
  questions: [],
  topics: [],
  service_codes: [],
  service_points: [],
  jurisdiction: '',
  audience: '',
  owner: '',
  source: { title: '', issuer: '', date: '', url: '' },
  valid_from: '',
  valid_until: '',
  review_due: '',
  verify_before: '',
  attachments: [],
  body: '',
}

/** The plain answer that an article begins with, and the sections after it. */
export function splitBody(body: string): { answer: string; sections: string } {
  const at = body.search(/^#{1,6} /m)
  if (at < 0) return { answer: body, sections: '' }
  return { answer: body.slice(0, at).trimEnd(), sections: body.slice(at) }
}

export function joinBody({ answer, sections }: { answer: string; sections: string }): string {
  return sections.trim() === '' ? answer : `${answer.trimEnd()}\n\n${sections}`
}

/** The same day of the next year. */
export function nextYear(today: string): string {
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCFullYear(day.getUTCFullYear() + 1)
  return day.toISOString().slice(0, 10)
}
