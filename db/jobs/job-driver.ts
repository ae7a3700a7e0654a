import type { Config } from '../kernel/config.ts'
import type { RunContext } from './run-claim.ts'

/** `server` accepts requests, `worker` runs jobs, `embedded` is one process for both. */
export type JobRole = 'server' | 'worker' | 'embedded'

export interface JobTiming {
  /** How often the table is looked at: the longest delay of a job whose `hurry` was lost. */
  pollMs: number
  /** How long a claim holds without being renewed: the delay after the holder was killed (not embedded: there at once). */
  leaseMs: number
  /** An id that Redis may have lost is sent again after this time. */
  resendMs: number
  /** A worker takes rows that nobody has started this long after they were due, with or without Redis. */
  backstopMs: number
  /** How long `stop` waits for running jobs. */
  stopMs: number
}

export const defaultTiming: JobTiming = {
  pollMs: 500,
  leaseMs: 10_000,
  resendMs: 10_000,
  backstopMs: 5_000,
  stopMs: 10_000,
}

export interface DriverContext extends RunContext {
  config: Pick<Config, 'redisUrl' | 'redisPrefix'>
  role: JobRole
  timing: JobTiming
  /** Jobs at a time. */
  concurrency: number
}

/** How the ids of due rows reach a process that runs them. The rows themselves are the same for every driver. */
export interface JobDriver {
  start(): Promise<void>
  stop(): Promise<void>
  hurry(id: string): void
}
