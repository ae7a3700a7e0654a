import type { z } from 'zod'
import type { Db } from '../client.ts'

/**
 * Work that must happen once, later: a row in `jobs`, written in the same transaction as the change that asks for it.
 * The payload holds ids, not content: content is read when the job runs, and may be private.
 */
export interface Job<P, R = void> {
  /** `layer.verb-noun` */
  name: string
  payload: z.ZodType<P>
  /** Slow work (a model, HTTP) outside any transaction. It may run more than once. */
  prepare?(payload: P): Promise<R>
  /** The effects. They and `done` are one transaction under a lock of the row, so they happen exactly once. */
  apply(trx: Db, payload: P, prepared: R): Promise<void>
  /** After the commit, in the process that ran the job: wakes others; a loss of it must be harmless. */
  committed?(payload: P, prepared: R): void
  /** How often it is tried before it is dead; 8 if not given, which is about an hour and a half. */
  maxAttempts?: number
}

/** A job of any payload, as the runner keeps them. */
export type AnyJob = Job<unknown, unknown>

/** Names the two types of a job once, at its definition. */
export function defineJob<P, R = void>(job: Job<P, R>): Job<P, R> {
  return job
}
