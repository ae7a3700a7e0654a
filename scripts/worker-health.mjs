// Health of a worker's container: its process is there, and the two services that it needs answer. Exit code 0 or 1.
import { readFileSync } from 'node:fs'
import Redis from 'ioredis'
import pg from 'pg'

const TIMEOUT_MS = 5_000

/** A worker that ended while its init process lives is not healthy. */
function workerRuns() {
  const command = readFileSync('/proc/1/cmdline', 'utf8')
  if (!command.includes('worker')) throw new Error('process 1 is no worker')
}

async function databaseAnswers() {
  const client = new pg.Client({
    connectionString: process.env.DATABASE_URL,
    connectionTimeoutMillis: TIMEOUT_MS,
  })
  await client.connect()
  await client.query('select 1')
  await client.end()
}

async function redisAnswers() {
  if (!process.env.REDIS_URL) return
  const redis = new Redis(process.env.REDIS_URL, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    retryStrategy: () => null,
  })
  redis.on('error', () => {})
  await redis.connect()
  await redis.ping()
  redis.disconnect()
}

try {
  workerRuns()
  await Promise.all([databaseAnswers(), redisAnswers()])
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
