import { type Job as BullJob, Queue, Worker } from 'bullmq'
import { openRedis } from '../redis/open-redis.ts'
import type { DriverContext, JobDriver } from './job-driver.ts'
import { createJobSlots } from './job-slots.ts'
import { markRelayed } from './job-store.ts'
import { type Poller, startPoller } from './poller.ts'

const QUEUE = 'jobs'
const RELAY_BATCH = 500

/**
 * BullMQ carries the ids of due rows to any worker; the rows stay the promise. Whatever Redis loses, repeats or
 * delays is harmless: a claim decides who runs, ids are sent again, and workers look at the table themselves.
 * The default intervals notice a killed worker after 61 s; these after 6.5 s.
 */
export function createBullmqDriver(context: DriverContext & { redisUrl: string }): JobDriver {
  const relay = createRelay(context)
  const worker = context.role === 'server' ? null : createWorker(context, relay.wake)
  return {
    start: async () => {
      relay.start()
      worker?.start()
    },
    stop: async () => {
      await Promise.all([relay.stop(), worker?.stop()])
    },
    hurry: () => relay.wake(),
  }
}

function createRelay(context: DriverContext & { redisUrl: string }) {
  const { database, clock, log, timing, config } = context
  const redis = openRedis(context.redisUrl, { log, failFast: true })
  const queue = new Queue(QUEUE, { connection: redis.client, prefix: config.redisPrefix })
  queue.on('error', () => {})
  let poller: Poller | undefined

  const send = async () => {
    // Rows are marked only when Redis can take them: after an outage they need not wait for a second sending.
    if (!redis.isReady()) return false
    const now = clock.now()
    const resendBefore = new Date(now.getTime() - timing.resendMs)
    const ids = await markRelayed(database.db, { now, resendBefore, limit: RELAY_BATCH })
    if (ids.length === 0) return false
    // An id that still waits in Redis is ignored there; a finished one is removed, so that it can be sent again.
    const opts = { removeOnComplete: true, removeOnFail: true }
    await queue.addBulk(ids.map((id) => ({ name: 'run', data: {}, opts: { ...opts, jobId: id } })))
    return ids.length === RELAY_BATCH
  }
  return {
    start: () => {
      redis.onReady(() => poller?.wake())
      poller = startPoller(timing.pollMs, send, (err) =>
        log.warn({ err }, 'job ids not sent to Redis; they will be sent again'),
      )
    },
    wake: () => poller?.wake(),
    stop: async () => {
      await poller?.stop()
      redis.disconnect()
    },
  }
}

function createWorker(context: DriverContext & { redisUrl: string }, onFree: () => void) {
  const { clock, log, timing, config, concurrency } = context
  const redis = openRedis(context.redisUrl, { log, failFast: false })
  const slots = createJobSlots(context, concurrency, onFree)
  const worker = new Worker(QUEUE, (job: BullJob) => slots.drain({ id: job.id ?? '' }), {
    connection: redis.client,
    prefix: config.redisPrefix,
    concurrency,
    autorun: false,
    lockDuration: 5_000,
    stalledInterval: 3_000,
    maxStalledCount: 5,
  })
  // Reported by the connection, once an outage.
  worker.on('error', () => {})
  let poller: Poller | undefined
  return {
    start: () => {
      worker.run().catch((err: unknown) => log.warn({ err }, 'worker lost Redis'))
      poller = startPoller(
        timing.backstopMs / 2,
        async () => {
          const dueBefore = new Date(clock.now().getTime() - timing.backstopMs)
          return (await slots.drain({ dueBefore })) > 0
        },
        (err) => log.warn({ err }, 'job table not reachable; trying again'),
      )
    },
    stop: async () => {
      // Force: it does not wait for Redis. Running jobs are waited for below, by their rows.
      await Promise.all([poller?.stop(), worker.close(true).catch(() => {})])
      await slots.idle()
      redis.disconnect()
    },
  }
}
