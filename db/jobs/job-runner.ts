import type { Database } from '../client.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import { AppError } from '../kernel/errors.ts'
import type { Logger } from '../kernel/log.ts'
import type { AnyJob } from './job.ts'
import {
  type DriverContext,
  defaultTiming,
  type JobDriver,
  type JobRole,
  type JobTiming,
} from './job-driver.ts'
import { createJobSlots } from './job-slots.ts'
import { releaseAllLeases } from './job-store.ts'
import { findUnknownJobs } from './job-view.ts'
import { createLocalDriver } from './local-driver.ts'

export interface JobRunner {
  /** Refuses (`job.unknown`) when the table holds waiting jobs that this program cannot run. */
  start(): Promise<void>
  /** Takes no more jobs and waits for the running ones. */
  stop(): Promise<void>
  /** Call it after the commit that wrote the row: the job starts now instead of at the next look. */
  hurry(id: string): void
  /** Runs, in this process, everything that is due now; returns how many. For commands and tests. */
  runDue(): Promise<number>
}

export interface JobRunnerOptions {
  database: Pick<Database, 'db' | 'shape'>
  jobs: readonly AnyJob[]
  config: Pick<Config, 'redisUrl' | 'redisPrefix'>
  log: Logger
  clock: Clock
  /** With Redis a server only relays and hurries. Without, every process runs jobs. Default `embedded`. */
  role?: JobRole
  /** Jobs at a time. Default 4. */
  concurrency?: number
  timing?: Partial<JobTiming>
}

/** Runs the rows of the job table: driver `bullmq` with REDIS_URL, driver `local` without. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const context = toContext(options)
  const { database, log, timing } = context
  let driver: JobDriver | undefined
  let stopped = false
  return {
    start: async () => {
      if (runsJobs(context)) await refuseUnknownJobs(context)
      if (options.database.shape === 'embedded') await releaseAllLeases(database.db)
      driver = await createDriver(context)
      if (!stopped) await driver.start()
    },
    stop: async () => {
      stopped = true
      await within(timing.stopMs, driver?.stop(), () =>
        log.warn('jobs are still running at the end; they will be run again'),
      )
    },
    hurry: (id) => driver?.hurry(id),
    runDue: async () => {
      const slots = createJobSlots(context, context.concurrency)
      let total = 0
      for (;;) {
        const count = await slots.drain()
        if (count === 0) return total
        total += count
      }
    },
  }
}

function runsJobs({ config, role }: DriverContext): boolean {
  return config.redisUrl === undefined || role !== 'server'
}

async function refuseUnknownJobs({ database, jobs }: DriverContext): Promise<void> {
  const unknown = await findUnknownJobs(database.db, [...jobs.keys()])
  if (unknown.length > 0) throw new AppError('job.unknown', { name: unknown.join('、') })
}

function toContext(options: JobRunnerOptions): DriverContext {
  const timing = { ...defaultTiming, ...options.timing }
  return {
    database: options.database,
    jobs: new Map(options.jobs.map((job) => [job.name, job])),
    clock: options.clock,
    log: options.log,
    config: options.config,
    role: options.role ?? 'embedded',
    concurrency: options.concurrency ?? 4,
    timing,
    leaseMs: timing.leaseMs,
  }
}

/** BullMQ is loaded only where it is used: it costs 150 ms and 20 MB. */
async function createDriver(context: DriverContext): Promise<JobDriver> {
  const { redisUrl } = context.config
  if (redisUrl === undefined) return createLocalDriver(context)
  const { createBullmqDriver } = await import('./bullmq-driver.ts')
  return createBullmqDriver({ ...context, redisUrl })
}

async function within(ms: number, work: Promise<void> | undefined, onTimeout: () => void) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((done) => {
    timer = setTimeout(() => {
      onTimeout()
      done()
    }, ms)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
