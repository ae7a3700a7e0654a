import type { Db } from '../../db/client.ts'
import { dateIn } from '../answer/validity.ts'
import { addUses } from './usage-store.ts'

export interface Citations {
  /** The articles that an answer rested on. */
  keys: readonly string[]
  way: 'chat' | 'call'
  now: Date
  timezone: string
}

/** Counts an answer's articles once each, in the transaction in which the answer is given (R31). */
export async function countCitations(trx: Db, citations: Citations): Promise<void> {
  const { keys, way, now, timezone } = citations
  const day = dateIn(now, timezone)
  const uses = [...new Set(keys)].map((articleKey) => ({ day, articleKey, way, count: 1 }))
  await addUses(trx, uses)
}
