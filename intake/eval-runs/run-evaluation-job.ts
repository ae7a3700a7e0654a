import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import {
  endEvalRun,
  type FinishedRun,
  finishEvalRun,
  noteProgress,
  startEvalRun,
} from './eval-run-store.ts'
import { findEvalRun } from './eval-run-view.ts'
import { readFinishedRun } from './read-finished-run.ts'
import {
  type EvalsProcess,
  programGates,
  type StartEvals,
  startEvalsProcess,
} from './run-evals-process.ts'
import { RUN_EVALUATION } from './start-evaluation.ts'

export interface RunEvaluationDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  dataDir: string
  /** A city's own cases and gates; null or absent: those of the program. */
  evalData?: string | null
  evalGates?: string | null
  /** Replaced in tests. */
  startEvals?: StartEvals
  /** How often progress is written and a wish to stop is looked for. */
  lookMs?: number
}

type Outcome =
  | { state: 'done'; run: FinishedRun }
  | { state: 'failed' | 'cancelled'; problem: string | null }
  | null

const noReport = '评测进程没有留下报告。'

/** Writes how far the child is until it ends; true where a person wanted it to stop. */
async function watch(deps: RunEvaluationDeps, runId: string, child: EvalsProcess) {
  const { database, lookMs = 1_000 } = deps
  let over = false
  let cancelled = false
  void child.exited.then(() => {
    over = true
  })
  while (!over) {
    await Promise.race([child.exited, wait(lookMs)])
    const wish = await noteProgress(database.db, runId, child.progress())
    if (wish.cancelled && !cancelled) child.stop()
    cancelled = wish.cancelled
  }
  return cancelled
}

function flagsOf({ evalData, evalGates }: RunEvaluationDeps): string[] {
  const gates = ['--gate', evalGates ?? programGates]
  return evalData ? ['--data', evalData, ...gates] : gates
}

/** The child measures, this process only watches: nothing of a long run is in a transaction, and a crash goes on where it was. */
async function measure(deps: RunEvaluationDeps, runId: string): Promise<Outcome> {
  const { database, clock, dataDir, startEvals = startEvalsProcess } = deps
  const run = await findEvalRun(database.db, runId)
  if (!run || !(await startEvalRun(database.db, runId, clock.now()))) {
    return run?.cancelling ? { state: 'cancelled', problem: null } : null
  }
  const out = join(dataDir, 'evals', `console-${runId}`)
  const child = startEvals({ suites: run.suites, out, flags: flagsOf(deps) })
  if (await watch(deps, runId, child)) return { state: 'cancelled', problem: null }
  if (child.interrupted())
    throw new Error('stopped with its server; it goes on after the next start')
  const code = await child.exited
  // Exit code 1 is a gate that fails: the report says which.
  if (code !== 0 && code !== 1) return { state: 'failed', problem: child.lastWords() || noReport }
  try {
    return { state: 'done', run: await readFinishedRun(out) }
  } catch {
    return { state: 'failed', problem: noReport }
  }
}

/** Runs the evaluation suites as a process of its own and keeps its report for the console. */
export function createRunEvaluationJob(deps: RunEvaluationDeps) {
  return defineJob<{ runId: string }, Outcome>({
    name: RUN_EVALUATION,
    payload: z.object({ runId: z.uuid() }),
    maxAttempts: 3,
    prepare: ({ runId }) => measure(deps, runId),
    apply: async (trx, { runId }, outcome) => {
      const now = deps.clock.now()
      if (outcome === null) return
      if (outcome.state === 'done') return finishEvalRun(trx, runId, { run: outcome.run, now })
      await endEvalRun(trx, runId, { state: outcome.state, now, problem: outcome.problem })
    },
  })
}
