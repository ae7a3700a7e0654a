import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { environment } from '../commands/environment.ts'
import { evalProgress } from '../protocol/eval-api.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface EvalsProcess {
  /** Exit code; null where a signal ended it. */
  exited: Promise<number | null>
  progress(): z.infer<typeof evalProgress> | null
  /** The last line that is no progress: why it could not run. */
  lastWords(): string
  /** This process is told to go, and has told its child so. */
  interrupted(): boolean
  stop(): void
}

/** Starts one `jiesu evals run` with the environment of this process. */
export type StartEvals = (options: {
  suites: readonly string[]
  out: string
  /** Cases, gates and baseline as flags of the command; by default the gates of the program. */
  flags?: readonly string[]
  /** Beside the environment of this process. */
  env?: Record<string, string>
}) => EvalsProcess

function readProgress(line: string): z.infer<typeof evalProgress> | null {
  if (!line.startsWith('{')) return null
  try {
    return evalProgress.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

/** Measuring may take every core that nobody else wants: citizens come first. */
function yieldToOthers({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or the system does not allow it.
  }
}

const goodbyes = ['SIGINT', 'SIGTERM', 'exit'] as const

/** The gates of the program; a relative path is taken from its folder. */
export const programGates = 'evals/gates.yaml'

export const startEvalsProcess: StartEvals = (options) => {
  const { suites, out, flags = ['--gate', programGates], env = {} } = options
  const args = ['evals', 'run', ...suites, ...flags, '--out', out]
  const child = spawn(process.execPath, ['scripts/jiesu.mjs', ...args, '--progress-lines'], {
    cwd: root,
    env: { ...environment(), ...env },
    // Ctrl-C is for the server: it decides what becomes of the run.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  yieldToOthers(child)
  let progress: z.infer<typeof evalProgress> | null = null
  let words = ''
  const lines = createInterface({ input: child.stderr })
  lines.on('line', (line) => {
    const found = readProgress(line)
    if (found) progress = found
    else if (line.trim() !== '') words = line.trim().slice(0, 500)
  })
  const stop = () => {
    child.kill('SIGTERM')
  }
  let interrupted = false
  const leave = () => {
    interrupted = true
    stop()
  }
  // A server that goes takes the run with it; the job is tried again and goes on where it was.
  for (const signal of goodbyes) process.once(signal, leave)
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      words = error.message
      resolve(2)
    })
    child.once('close', (code) => resolve(code))
  }).finally(() => {
    for (const signal of goodbyes) process.off(signal, leave)
  })
  return {
    exited,
    progress: () => progress,
    lastWords: () => words,
    interrupted: () => interrupted,
    stop,
  }
}
