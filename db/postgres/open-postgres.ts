import pg from 'pg'
import { AppError } from '../kernel/errors.ts'
import type { Logger } from '../kernel/log.ts'
import { typeParsers } from './type-parsers.ts'

/** What the client needs of either database: a pool, and how to end it. */
export interface OpenedPool {
  pool: pg.Pool
  end(): Promise<void>
}

/**
 * Connects to PostgreSQL and proves it with one query. Throws `db.unreachable` without repeating the password.
 * Time-outs: a statement beyond 60 s, or a transaction left idle for 60 s, would hold the audit lock and stop all writers.
 */
export async function openPostgres(url: string, max: number, log: Logger): Promise<OpenedPool> {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    application_name: 'jiesu',
    types: typeParsers,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (err) => log.warn({ err }, 'idle database connection lost'))
  // So would one that breaks between two queries of a transaction; the next query reports it.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw new AppError('db.unreachable', { detail: describeTarget(url, cause), cause })
  }
  return { pool, end: () => pool.end() }
}

function describeTarget(url: string, cause: unknown): string {
  const { host, pathname } = new URL(url)
  const nodeError = cause as NodeJS.ErrnoException
  // A name that resolves to several addresses fails with an AggregateError, whose message is empty.
  const reason = nodeError.message || nodeError.code || String(cause)
  return `${host}${pathname}（${reason}）`
}
