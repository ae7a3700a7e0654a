import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { contentPairs } from './content-pairs.ts'
import { recordQuestion } from './record-question.ts'

const HAN = /\p{Script=Han}/gu
/** The same words again within this time are the same person pressing again, or a machine. */
const AGAIN_MS = 60 * 60_000
/** Whoever types nonsense into a public field fills no list of work: so many new ones in ten minutes and no more. */
const MOST = 60
const WINDOW_MS = 10 * 60_000

/** Whether words of a search say enough that somebody could write an answer to them (pure). */
export function isAskable(text: string): boolean {
  return (text.match(HAN) ?? []).length >= 3 && contentPairs(text).size >= 2
}

/**
 * Keeps what a public search did not find, redacted, for the gaps (R31); the job that makes tickets asks first whether the
 * answers know it all the same.
 */
export function createRecordSearch(deps: { database: Pick<Database, 'db'>; clock: Clock }) {
  const { database, clock } = deps
  const seen = new Map<string, number>()
  return async (text: string): Promise<void> => {
    const now = clock.now()
    for (const [old, at] of seen) if (now.getTime() - at > AGAIN_MS) seen.delete(old)
    const recent = [...seen.values()].filter((at) => now.getTime() - at < WINDOW_MS).length
    const words = text.trim()
    if (!isAskable(words) || seen.has(words) || recent >= MOST) return
    seen.set(words, now.getTime())
    const question = {
      text: words,
      outcome: 'refused',
      reason: '查询页没有查到',
      origin: 'public',
    } as const
    await database.db
      .transaction()
      .execute((trx) => recordQuestion(trx, { ...question, confidence: 0, articleKey: null, now }))
  }
}
