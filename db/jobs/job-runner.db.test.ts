import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Db } from '../client.ts'
import { systemClock } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import { productionServices } from '../testing/services.ts'
import { createTcpGate, type TcpGate } from '../testing/tcp-gate.ts'
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts'
import { waitUntil } from '../testing/wait-until.ts'
import { enqueueJob } from './enqueue-job.ts'
import { type AnyJob, defineJob } from './job.ts'
import { createJobRunner, type JobRunner, type JobRunnerOptions } from './job-runner.ts'
import { claimJobs, retryJob } from './job-store.ts'
import { countJobs, listJobs } from './job-view.ts'

const services = productionServices()
const drivers = services ? (['local', 'bullmq'] as const) : (['local'] as const)

const note = z.object({ n: z.number() })
/** What the jobs of this file leave behind: one row for each effect, nothing to hide a second one. */
const write = (trx: Db, n: number) => sql`insert into effects (n) values (${n})`.execute(trx)

// One contract for both drivers: who carries the ids must not be visible in what happens.
describe.each(drivers)('job runner, driver %s', (driver) => {
  let database: TestDatabase
  let gate: TcpGate | undefined
  let config: JobRunnerOptions['config']
  const runners: JobRunner[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    await sql`create table effects (n integer not null)`.execute(database.db)
  })
  afterAll(() => database.destroy())

  beforeEach(async () => {
    await sql`truncate jobs, effects`.execute(database.db)
    if (driver === 'bullmq' && services) gate = await createTcpGate(services.redisUrl)
    config = { redisUrl: gate?.url, redisPrefix: `jiesu-test:${randomUUID()}` }
  })
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()))
    await gate?.close()
  })

  async function startRunner(jobs: readonly AnyJob[], extra: Partial<JobRunnerOptions> = {}) {
    const timing = { pollMs: 50, leaseMs: 900, resendMs: 300, backstopMs: 600 }
    const options = { database, jobs, config, log: testLog, clock: systemClock, timing }
    const runner = createJobRunner({ ...options, ...extra })
    runners.push(runner)
    await runner.start()
    return runner
  }
  const enqueue = (name: string, n: number, extra: object = {}) =>
    enqueueJob(database.db, { name, payload: { n }, now: new Date(), ...extra })
  const effects = async () => {
    const found = await sql<{ n: number }>`select n from effects order by n`.execute(database.db)
    return found.rows.map(({ n }) => n)
  }
  const counts = () => countJobs(database.db)
  const allDone = (count: number) => waitUntil(async () => (await counts()).done === count)

  const writing = defineJob({
    name: 'test.write',
    payload: note,
    apply: async (trx, { n }) => {
      await write(trx, n)
    },
  })

  it('runs a job once after the commit that asked for it', async () => {
    const runner = await startRunner([writing])
    const id = await database.db.transaction().execute(async (trx) => {
      const made = await enqueueJob(trx, { name: 'test.write', payload: { n: 7 }, now: new Date() })
      runner.hurry(made ?? '')
      await sleep(200)
      await write(trx, 6)
      return made
    })
    runner.hurry(id ?? '')
    await allDone(1)
    await sleep(200)
    expect(await effects()).toEqual([6, 7])
  })

  it('keeps nothing of a transaction that was rolled back', async () => {
    await startRunner([writing])
    const failing = database.db.transaction().execute(async (trx) => {
      await enqueueJob(trx, { name: 'test.write', payload: { n: 1 }, now: new Date() })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await sleep(200)
    expect(await counts()).toEqual({ queued: 0, done: 0, dead: 0 })
  })

  it('makes one job for one unique key', async () => {
    expect(await enqueue('test.write', 1, { uniqueKey: 'once' })).not.toBeNull()
    expect(await enqueue('test.write', 1, { uniqueKey: 'once' })).toBeNull()
    await startRunner([writing])
    await allDone(1)
    expect(await enqueue('test.write', 1, { uniqueKey: 'once' })).toBeNull()
    expect(await effects()).toEqual([1])
  })

  it('waits until a job is due', async () => {
    await startRunner([writing])
    await enqueue('test.write', 1, { runAt: new Date(Date.now() + 500) })
    await sleep(250)
    expect(await effects()).toEqual([])
    await allDone(1)
  })

  it('undoes a failed attempt, says why and tries again later', async () => {
    let attempts = 0
    const flaky = defineJob({
      name: 'test.flaky',
      payload: note,
      apply: async (trx, { n }) => {
        await write(trx, n)
        attempts += 1
        if (attempts === 1) throw new Error('the line was busy')
      },
    })
    await startRunner([flaky])
    await enqueue('test.flaky', 3)
    const failed = await waitUntil(async () => (await listJobs(database.db))[0]?.last_error)
    expect(failed).toBe('Error: the line was busy')
    expect(await effects()).toEqual([])
    await allDone(1)
    expect(await effects()).toEqual([3])
    expect((await listJobs(database.db))[0]).toMatchObject({ attempts: 2, last_error: null })
  })

  it('lays a job aside after its last attempt, and runs it again when a person says so', async () => {
    let broken = true
    const job = defineJob({
      name: 'test.broken',
      payload: note,
      maxAttempts: 5,
      apply: async (trx, { n }) => {
        if (broken) throw new Error('no')
        await write(trx, n)
      },
    })
    const runner = await startRunner([job])
    const id = (await enqueue('test.broken', 1, { maxAttempts: 1 })) ?? ''
    runner.hurry(id)
    await waitUntil(async () => (await counts()).dead === 1)
    expect(await listJobs(database.db, { state: 'dead' })).toMatchObject([
      { id, attempts: 1, last_error: 'Error: no' },
    ])
    broken = false
    await retryJob(database.db, id, new Date())
    runner.hurry(id)
    await allDone(1)
    await expect(retryJob(database.db, id, new Date())).rejects.toMatchObject({
      code: 'job.not-found',
    })
  })

  it('does not repeat what can never succeed', async () => {
    await startRunner([writing])
    await enqueueJob(database.db, { name: 'test.write', payload: { n: 'x' }, now: new Date() })
    await waitUntil(async () => (await counts()).dead === 1)
  })

  it('prepares outside the transaction and hands the result over', async () => {
    const committed: number[] = []
    const slow = defineJob({
      name: 'test.slow',
      payload: note,
      prepare: async ({ n }) => {
        // Longer than the lease, which must be renewed meanwhile; and the one connection must be free.
        await sleep(1_200)
        const { rows } = await sql<{ n: number }>`select ${n}::int + 1 as n`.execute(database.db)
        return rows[0]?.n ?? 0
      },
      apply: async (trx, _, prepared) => {
        await write(trx, prepared)
      },
      committed: (_, prepared) => committed.push(prepared),
    })
    await startRunner([slow])
    await startRunner([slow])
    await enqueue('test.slow', 41)
    await allDone(1)
    expect(await effects()).toEqual([42])
    expect((await listJobs(database.db))[0]?.attempts).toBe(1)
    await waitUntil(() => committed.length === 1)
  })

  it('runs what a job asks for', async () => {
    const first = defineJob({
      name: 'test.first',
      payload: note,
      apply: async (trx, { n }) => {
        await enqueueJob(trx, { name: 'test.write', payload: { n: n + 1 }, now: new Date() })
      },
    })
    await startRunner([first, writing])
    await enqueue('test.first', 1)
    await allDone(2)
    expect(await effects()).toEqual([2])
  })

  it('shares 150 jobs between two runners without doing one twice', async () => {
    const numbers = Array.from({ length: 150 }, (_, n) => n)
    await Promise.all([startRunner([writing]), startRunner([writing])])
    for (const n of numbers) await enqueue('test.write', n)
    await allDone(150)
    await sleep(700)
    expect(await effects()).toEqual(numbers)
  })

  it('takes over from a holder that is gone, whose late work then counts for nothing', async () => {
    await enqueue('test.write', 1)
    const names = ['test.write']
    const wish = { now: new Date(), leaseMs: 900, limit: 9, names, running: [] }
    expect(await claimJobs(database.db, wish)).toHaveLength(1)
    expect(await claimJobs(database.db, wish)).toHaveLength(0)
    // A server of the production shape cannot know that the holder is gone before its lease has run out.
    await startRunner([writing], { database: { db: database.db, shape: 'production' } })
    await sleep(300)
    expect(await effects()).toEqual([])
    await allDone(1)
    expect((await listJobs(database.db))[0]?.attempts).toBe(2)
  })

  it('gives a second run of the same claim no effect', async () => {
    let slowest = 0
    const overtaken = defineJob({
      name: 'test.overtaken',
      payload: note,
      prepare: async () => {
        slowest += 1
        if (slowest > 1) return
        // Another process is given the job while this one sleeps, as after a blocked event loop.
        await sql`update jobs set attempts = attempts + 1`.execute(database.db)
      },
      apply: async (trx, { n }) => {
        await write(trx, n)
      },
    })
    await startRunner([overtaken])
    await enqueue('test.overtaken', 1)
    await allDone(1)
    expect(slowest).toBe(2)
    expect(await effects()).toEqual([1])
  })

  it('refuses to start when a waiting job has no handler', async () => {
    await enqueue('test.strange', 1)
    const runner = createJobRunner({
      database,
      jobs: [writing],
      config,
      log: testLog,
      clock: systemClock,
    })
    await expect(runner.start()).rejects.toThrow('test.strange')
  })

  it('finishes what is running before it stops', async () => {
    let begun = false
    const slow = defineJob({
      name: 'test.slow',
      payload: note,
      prepare: async () => {
        begun = true
        await sleep(400)
      },
      apply: async (trx, { n }) => {
        await write(trx, n)
      },
    })
    const runner = await startRunner([slow])
    runner.hurry((await enqueue('test.slow', 1)) ?? '')
    await waitUntil(() => begun)
    await runner.stop()
    expect(await effects()).toEqual([1])
  })

  it('runs everything that is due when asked to', async () => {
    const options = { database, jobs: [writing], config, log: testLog, clock: systemClock }
    for (const n of [1, 2, 3]) await enqueue('test.write', n)
    await enqueue('test.write', 4, { runAt: new Date(Date.now() + 60_000) })
    expect(await createJobRunner(options).runDue()).toBe(3)
    expect(await effects()).toEqual([1, 2, 3])
  })

  if (driver === 'bullmq') {
    it('loses nothing when Redis forgets everything', async () => {
      await startRunner([], { role: 'server' })
      for (let n = 0; n < 20; n += 1) await enqueue('test.write', n)
      await waitUntil(async () => (await listJobs(database.db)).every((row) => row.relayed_at))
      const redis = new Redis(services?.redisUrl ?? '')
      const keys = await redis.keys(`${config.redisPrefix}:*`)
      expect(keys.length).toBeGreaterThan(0)
      await redis.del(...keys)
      await redis.quit()
      await startRunner([writing], { role: 'worker', timing: { backstopMs: 60_000, pollMs: 50 } })
      await allDone(20)
      expect(await effects()).toHaveLength(20)
    })

    it('only becomes slower while Redis is away', async () => {
      await startRunner([writing], { role: 'worker' })
      const server = await startRunner([], { role: 'server' })
      await gate?.shut()
      server.hurry((await enqueue('test.write', 1)) ?? '')
      await allDone(1)
      await gate?.open()
      server.hurry((await enqueue('test.write', 2)) ?? '')
      await allDone(2)
      expect(await effects()).toEqual([1, 2])
    })

    it('starts and stops while Redis is away', async () => {
      await gate?.shut()
      const runner = await startRunner([writing])
      await enqueue('test.write', 1)
      await allDone(1)
      await runner.stop()
    })

    it('leaves the work to the workers', async () => {
      const server = await startRunner([], { role: 'server' })
      server.hurry((await enqueue('test.write', newId().length)) ?? '')
      await sleep(800)
      expect(await effects()).toEqual([])
    })
  }
})
