import { afterAll, beforeAll, expect, it } from 'vitest'
import { manualClock } from '../kernel/clock.ts'
import { loadConfig } from '../kernel/config.ts'
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts'
import { createCleanJobsJob, planJobCleaning } from './clean-jobs-job.ts'
import { enqueueJob } from './enqueue-job.ts'
import type { AnyJob } from './job.ts'
import { createJobRunner } from './job-runner.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database?.destroy())

const day = (n: number) => new Date(Date.UTC(2026, 10, n))

it('lets old done jobs go once a day, and never a waiting or a dead one', async () => {
  const clock = manualClock(day(1))
  for (const name of ['old', 'dead', 'recent', 'waiting'])
    await enqueueJob(database.db, { name, payload: {}, now: day(1), runAt: day(30) })
  const mark = (name: string, set: { state: 'done' | 'dead'; done_at?: Date }) =>
    database.db.updateTable('jobs').set(set).where('name', '=', name).execute()
  await mark('old', { state: 'done', done_at: day(1) })
  await mark('recent', { state: 'done', done_at: day(10) })
  await mark('dead', { state: 'dead' })
  clock.set(day(20))
  await planJobCleaning(database.db, clock.now(), clock.now())
  await planJobCleaning(database.db, clock.now(), clock.now())
  const runner = createJobRunner({
    database,
    jobs: [createCleanJobsJob({ clock, keepDays: 14 }) as AnyJob],
    config: loadConfig({}),
    log: testLog,
    clock,
  })
  expect(await runner.runDue()).toBe(1)
  const left = await database.db
    .selectFrom('jobs')
    .select(['name', 'state', 'run_at'])
    .orderBy('name')
    .orderBy('run_at')
    .execute()
  expect(left.map((row) => `${row.name} ${row.state}`)).toEqual([
    'db.clean-jobs done',
    'db.clean-jobs queued',
    'dead dead',
    'recent done',
    'waiting queued',
  ])
  expect(left[1]?.run_at).toEqual(day(21))
})
