import type { Db } from '../client.ts'
import type { JobRow } from './job-store.ts'

export interface JobFilter {
  state?: JobRow['state']
  name?: string
  /** Default 100. */
  limit?: number
}

/** Jobs for the administrator's page, newest first: dead ones show their last error. */
export async function listJobs(db: Db, filter: JobFilter = {}): Promise<JobRow[]> {
  let query = db.selectFrom('jobs').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.name !== undefined) query = query.where('name', '=', filter.name)
  return await query.limit(filter.limit ?? 100).execute()
}

/** How many jobs wait, are done or dead, for the health page. */
export async function countJobs(db: Db): Promise<Record<JobRow['state'], number>> {
  const rows = await db
    .selectFrom('jobs')
    .select((count) => ['state', count.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const counts = { queued: 0, done: 0, dead: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

/** Names of waiting jobs that are not among `known`: a process without their handlers must not start. */
export async function findUnknownJobs(db: Db, known: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('jobs')
    .select('name')
    .distinct()
    .where('state', '=', 'queued')
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name).filter((name) => !known.includes(name))
}
