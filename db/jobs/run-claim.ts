import type { Database } from '../client.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/log.ts'
import { backoffMs } from './backoff.ts'
import type { AnyJob } from './job.ts'
import { type Claim, completeClaim, failClaim, lockClaim, renewLease } from './job-store.ts'

const DEFAULT_MAX_ATTEMPTS = 8

export interface RunContext {
  database: Pick<Database, 'db'>
  jobs: ReadonlyMap<string, AnyJob>
  clock: Clock
  log: Logger
  leaseMs: number
}

/** Runs one claimed job to its end. Never throws: what fails is written to the row and tried again later. */
export async function runClaim(context: RunContext, claim: Claim): Promise<void> {
  const job = context.jobs.get(claim.name)
  if (job === undefined) return
  const maxAttempts = claim.max_attempts ?? job.maxAttempts ?? DEFAULT_MAX_ATTEMPTS
  try {
    if (claim.attempts > maxAttempts) {
      // Every attempt ended with the process: it may be the job that kills it.
      return await layAside(context, claim, new Error('no attempt came to an end'))
    }
    const payload = job.payload.safeParse(claim.payload)
    // A payload that does not parse today does not parse in an hour.
    if (!payload.success) return await layAside(context, claim, payload.error)
    await work(context, claim, job, payload.data)
  } catch (error) {
    await giveBack(context, claim, maxAttempts, error).catch((err: unknown) =>
      // The database is away: the lease runs out and the job is tried again.
      context.log.warn({ err, job: claim.id, jobName: claim.name }, 'job failure not recorded'),
    )
  }
}

async function work(context: RunContext, claim: Claim, job: AnyJob, payload: unknown) {
  const { database, clock, log } = context
  const prepared = job.prepare && (await keepingLease(context, claim, job.prepare(payload)))
  const applied = await database.db.transaction().execute(async (trx) => {
    if (!(await lockClaim(trx, claim))) return false
    await job.apply(trx, payload, prepared)
    await completeClaim(trx, claim, clock.now())
    return true
  })
  if (!applied) return
  try {
    job.committed?.(payload, prepared)
  } catch (err) {
    log.warn({ err, job: claim.id, jobName: claim.name }, 'step after the commit failed')
  }
}

async function keepingLease<R>(context: RunContext, claim: Claim, preparing: Promise<R>) {
  const renew = () => {
    const until = new Date(context.clock.now().getTime() + context.leaseMs)
    renewLease(context.database.db, claim, until).catch((err: unknown) =>
      context.log.debug({ err, job: claim.id }, 'lease not renewed'),
    )
  }
  const timer = setInterval(renew, context.leaseMs / 3)
  try {
    return await preparing
  } finally {
    clearInterval(timer)
  }
}

async function giveBack(context: RunContext, claim: Claim, maxAttempts: number, error: unknown) {
  if (claim.attempts >= maxAttempts) return await layAside(context, claim, error)
  const retryAt = new Date(context.clock.now().getTime() + backoffMs(claim.attempts))
  await failClaim(context.database.db, claim, { error: describe(error), retryAt })
  context.log.warn(
    { err: error, job: claim.id, jobName: claim.name, attempt: claim.attempts, retryAt },
    'job failed; it will be tried again',
  )
}

async function layAside(context: RunContext, claim: Claim, error: unknown) {
  await failClaim(context.database.db, claim, { error: describe(error), retryAt: null })
  context.log.error(
    { err: error, job: claim.id, jobName: claim.name, attempt: claim.attempts },
    'job is dead: remove the cause, then retry it in the console',
  )
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
