import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Ask } from '../answer/ask-result.ts'
import { type HitResult, runHitTest, type SuiteQuestion } from './hit-test.ts'
import { deleteSuite, finishSuiteRun, insertSuiteRun, upsertSuite } from './suite-store.ts'
import { findSuite, findSuiteRun } from './suite-view.ts'

const NAME = 'kb.run-hit-test'

export interface SuiteDeps {
  database: Pick<Database, 'db'>
  clock: Clock
}

/** Keeps a pasted list under a name and asks all of it. Returns the suite. */
export async function keepSuite(
  { database, clock }: SuiteDeps,
  by: string,
  suite: { name: string; questions: readonly SuiteQuestion[] },
): Promise<string> {
  const now = clock.now()
  return await database.db.transaction().execute(async (trx) => {
    const suiteId = await upsertSuite(trx, { ...suite, by, now })
    const runId = await insertSuiteRun(trx, { suiteId, by, now })
    await enqueueJob(trx, { name: NAME, payload: { runId }, now })
    return suiteId
  })
}

/** Asks a kept list again. */
export async function rerunSuite(
  { database, clock }: SuiteDeps,
  by: string,
  suiteId: string,
): Promise<void> {
  const now = clock.now()
  await database.db.transaction().execute(async (trx) => {
    if (!(await findSuite(trx, suiteId))) throw new AppError('kb.suite-not-found')
    const runId = await insertSuiteRun(trx, { suiteId, by, now })
    await enqueueJob(trx, { name: NAME, payload: { runId }, now })
  })
}

export async function dropSuite({ database }: SuiteDeps, suiteId: string): Promise<void> {
  const gone = await deleteSuite(database.db, suiteId)
  if (!gone) throw new AppError('kb.suite-not-found')
}

/** Runs where the models are, so that a desk's two hundred questions wait for no citizen. */
export function createHitTestJob(
  deps: SuiteDeps & { ask: Ask; caughtUp?: (() => Promise<void>) | undefined },
) {
  const { database, clock, ask, caughtUp = async () => {} } = deps
  return defineJob({
    name: NAME,
    payload: z.object({ runId: z.string() }),
    prepare: async ({ runId }): Promise<HitResult[]> => {
      const run = await findSuiteRun(database.db, runId)
      await caughtUp()
      return run ? await runHitTest(ask, run.questions, clock.now()) : []
    },
    apply: (trx, { runId }, results) =>
      finishSuiteRun(trx, { id: runId, results, now: clock.now() }),
  })
}
