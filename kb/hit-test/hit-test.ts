import { z } from 'zod'
import type { Ask, AskResult } from '../answer/ask-result.ts'

export const MOST_QUESTIONS = 200

export const suiteQuestion = z.object({
  text: z.string().trim().min(1).max(300),
  /** Key of the article that should answer, or `refuse` where nothing should; empty = just look. */
  expect: z.string().trim().max(120).default(''),
})
export type SuiteQuestion = z.infer<typeof suiteQuestion>

export const hitResult = z.object({
  text: z.string(),
  expect: z.string(),
  outcome: z.string(),
  article: z.string(),
  title: z.string(),
  confidence: z.number(),
  reason: z.string(),
  answer: z.string(),
  /** Null where nothing was expected. */
  ok: z.boolean().nullable(),
})
export type HitResult = z.infer<typeof hitResult>

/** One question a line, with what should answer it after a tab or `=>`. Empty lines and comments (`#`) are left out. */
export function parseQuestions(text: string): SuiteQuestion[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [question = '', expected = ''] = line.split(/\t+|\s*=>\s*/)
      return { text: question.trim(), expect: expected.trim() }
    })
}

function isAsExpected(expected: string, result: AskResult): boolean | null {
  if (expected === '') return null
  if (expected === 'refuse') return result.outcome !== 'answered'
  const cited = result.citations.some(({ article }) => article === expected)
  return result.outcome === 'answered' && cited
}

/** Asks each question as a citizen would. */
export async function runHitTest(
  ask: Ask,
  questions: readonly SuiteQuestion[],
  at: Date,
): Promise<HitResult[]> {
  const results: HitResult[] = []
  for (const { text, expect } of questions) {
    const result = await ask({ text, at })
    const [first] = result.citations
    results.push({
      text,
      expect,
      outcome: result.outcome,
      article: first?.article ?? '',
      title: first?.title ?? '',
      confidence: result.confidence,
      reason: result.reason,
      answer: result.answer.slice(0, 400),
      ok: isAsExpected(expect, result),
    })
  }
  return results
}

export interface HitChange {
  text: string
  before: HitResult
  now: HitResult
}

/** What another run finds otherwise: another outcome, or another article (pure). */
export function compareHits(before: readonly HitResult[], now: readonly HitResult[]): HitChange[] {
  const old = new Map(before.map((result) => [result.text, result]))
  return now.flatMap((result): HitChange[] => {
    const was = old.get(result.text)
    if (!was || (was.outcome === result.outcome && was.article === result.article)) return []
    return [{ text: result.text, before: was, now: result }]
  })
}
