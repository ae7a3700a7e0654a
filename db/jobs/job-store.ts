import { type Selectable, sql } from 'kysely'
import type { Db } from '../client.ts'
import { AppError } from '../kernel/errors.ts'
import type { JobsTable } from '../schema/operation-tables.ts'

export type JobRow = Selectable<JobsTable>

/** A claimed row: `attempts` is this claim's number and tells its holder from an earlier one whose lease ran out. */
export type Claim = Pick<JobRow, 'id' | 'name' | 'payload' | 'attempts' | 'max_attempts'>

export interface ClaimWish {
  now: Date
  leaseMs: number
  limit: number
  /** Jobs that this process can run. */
  names: string[]
  /** Jobs that it is running: a lease that ran out under a blocked process must not start a second run beside it. */
  running: string[]
  /** Only rows that have been due since then; default `now`. */
  dueBefore?: Date
  /** Only this row. */
  id?: string
}

/** Leases due rows. Rows that another process holds are passed over without waiting (SKIP LOCKED). */
export async function claimJobs(db: Db, wish: ClaimWish): Promise<Claim[]> {
  let due = db
    .selectFrom('jobs')
    .select('id')
    .where('state', '=', 'queued')
    .where('run_at', '<=', wish.dueBefore ?? wish.now)
    .where((free) =>
      free.or([free('lease_until', 'is', null), free('lease_until', '<=', wish.now)]),
    )
    .where('name', '=', sql<string>`any(${wish.names})`)
    .where('id', '<>', sql<string>`all(${wish.running}::uuid[])`)
    .orderBy('run_at')
    .orderBy('id')
    .limit(wish.limit)
    .forUpdate()
    .skipLocked()
  if (wish.id !== undefined) due = due.where('id', '=', wish.id)
  return await db
    // Materialized: the planner may otherwise run the limited query once for each row of the table.
    .with(
      (cte) => cte('due').materialized(),
      () => due,
    )
    .updateTable('jobs')
    .from('due')
    .set({
      lease_until: new Date(wish.now.getTime() + wish.leaseMs),
      attempts: sql<number>`jobs.attempts + 1`,
    })
    .whereRef('jobs.id', '=', 'due.id')
    .returning(['jobs.id', 'jobs.name', 'jobs.payload', 'jobs.attempts', 'jobs.max_attempts'])
    .execute()
}

/** Locks the row for the effects. False when it is done, dead or claimed again by someone else. */
export async function lockClaim(trx: Db, claim: Claim): Promise<boolean> {
  const row = await mine(trx, claim).select('id').forUpdate().executeTakeFirst()
  return row !== undefined
}

function mine(db: Db, claim: Claim) {
  return db
    .selectFrom('jobs')
    .where('id', '=', claim.id)
    .where('state', '=', 'queued')
    .where('attempts', '=', claim.attempts)
}

export async function completeClaim(trx: Db, claim: Claim, now: Date): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ state: 'done', done_at: now, lease_until: null, last_error: null })
    .where('id', '=', claim.id)
    .execute()
}

/** Gives the row back for a later try (`retryAt`), or lays it aside as dead (`null`). */
export async function failClaim(
  db: Db,
  claim: Claim,
  failure: { error: string; retryAt: Date | null },
): Promise<void> {
  await db
    .updateTable('jobs')
    .set({
      lease_until: null,
      relayed_at: null,
      last_error: failure.error.slice(0, 2000),
      ...(failure.retryAt === null ? { state: 'dead' } : { run_at: failure.retryAt }),
    })
    .where('id', '=', claim.id)
    .where('state', '=', 'queued')
    .where('attempts', '=', claim.attempts)
    .execute()
}

export async function renewLease(db: Db, claim: Claim, until: Date): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ lease_until: until })
    .where('id', '=', claim.id)
    .where('state', '=', 'queued')
    .where('attempts', '=', claim.attempts)
    .execute()
}

/** Only for a process that owns the database alone (embedded): whoever held these leases is gone. */
export async function releaseAllLeases(db: Db): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ lease_until: null })
    .where('state', '=', 'queued')
    .where('lease_until', 'is not', null)
    .execute()
}

/** Marks due rows as sent to Redis and returns their ids: those never sent, and those sent before `resendBefore`. */
export async function markRelayed(
  db: Db,
  wish: { now: Date; resendBefore: Date; limit: number },
): Promise<string[]> {
  const rows = await db
    .with(
      (cte) => cte('due').materialized(),
      (query) =>
        query
          .selectFrom('jobs')
          .select('id')
          .where('state', '=', 'queued')
          .where('run_at', '<=', wish.now)
          .where((free) =>
            free.or([free('lease_until', 'is', null), free('lease_until', '<=', wish.now)]),
          )
          .where((sent) =>
            sent.or([sent('relayed_at', 'is', null), sent('relayed_at', '<=', wish.resendBefore)]),
          )
          .orderBy('run_at')
          .limit(wish.limit)
          .forUpdate()
          .skipLocked(),
    )
    .updateTable('jobs')
    .from('due')
    .set({ relayed_at: wish.now })
    .whereRef('jobs.id', '=', 'due.id')
    .returning('jobs.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** A person gives a dead job another round of attempts. Throws `job.not-found` when there is no such dead job. */
export async function retryJob(trx: Db, id: string, now: Date): Promise<void> {
  const row = await trx
    .updateTable('jobs')
    .set({ state: 'queued', attempts: 0, run_at: now, lease_until: null, relayed_at: null })
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('job.not-found')
}
