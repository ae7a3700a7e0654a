import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../db/kernel/errors.ts'
import type { Interrupt } from './interrupt.ts'
import { type CreateProgress, createProgress } from './progress.ts'
import type { RunFolder } from './run-folder.ts'

export interface RunContext {
  folder: RunFolder
  interrupt: Interrupt
  /** What continues this run after Ctrl-C. */
  resumeCommand: string
  /** How progress is shown; default: on a terminal. */
  progress?: CreateProgress
}

/**
 * Asks the subject about every case, one after another, and keeps each answer at once: a run that is stopped goes on where it
 * was. Case order and seed fix the result, so nothing is asked in parallel.
 */
export async function answerCases<C extends { id: string }, A>(
  cases: readonly C[],
  answer: (c: C) => Promise<A>,
  { context, label, key }: { context: RunContext; label: string; key: string },
): Promise<Map<string, A>> {
  const { folder, interrupt, resumeCommand } = context
  const answers = new Map<string, A>()
  const progress = (context.progress ?? createProgress)(label, cases.length)
  try {
    for (const c of cases) {
      // Proposals never wait for anything: without a turn of the event loop Ctrl-C would be heard at the end.
      await setImmediate()
      if (interrupt.wanted) throw new AppError('evals.interrupted', { command: resumeCommand })
      const name = `${key}/${c.id}`
      const known = folder.get(name) as A | undefined
      const found = known ?? (await answer(c))
      if (known === undefined) folder.keep(name, found)
      answers.set(c.id, found)
      progress.step()
    }
    return answers
  } finally {
    progress.end()
  }
}
