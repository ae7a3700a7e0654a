import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Ask } from '../answer/ask-result.ts'
import { type GapCheck, saveChecks } from './gap-store.ts'
import { findGap, listGapQuestions } from './gap-view.ts'
import { RECHECK_GAP } from './plan-gap-jobs.ts'
import { unansweredPart } from './worth-recording.ts'

const MOST = 20

/** Asks a ticket's questions again, as a citizen would, after an article for it came into force: evidence, not a promise, closes it. */
export function createRecheckGapJob(deps: {
  database: Pick<Database, 'db'>
  clock: Clock
  ask: Ask
  /** Waits until answers come from what was published. */
  caughtUp?: (() => Promise<void>) | undefined
}) {
  const { database, clock, ask, caughtUp = async () => {} } = deps
  return defineJob({
    name: RECHECK_GAP,
    payload: z.object({ gapId: z.string(), articleId: z.string() }),
    prepare: async ({ gapId }): Promise<GapCheck[]> => {
      const gap = await findGap(database.db, gapId)
      if (!gap) return []
      await caughtUp()
      const asked = await listGapQuestions(database.db, gapId)
      const questions = [...new Set(asked.map(({ text }) => text))].slice(0, MOST)
      const checks: GapCheck[] = []
      for (const question of questions.length > 0 ? questions : [gap.title]) {
        const result = await ask({ text: question, at: clock.now() })
        const article = result.citations[0]?.article ?? null
        // A correction asks for a right article, not for a surer one.
        const ok =
          result.outcome === 'answered' &&
          (gap.kind === 'correction' || unansweredPart(result) === null)
        checks.push({
          question,
          outcome: result.outcome,
          article,
          answer: result.answer.slice(0, 500),
          ok,
        })
      }
      return checks
    },
    apply: async (trx, { gapId }, checks) => {
      await saveChecks(trx, { id: gapId, checks, now: clock.now() })
    },
  })
}
