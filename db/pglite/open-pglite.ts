import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { AppError } from '../kernel/errors.ts'
import type { Logger } from '../kernel/log.ts'
import { makeDirectory } from '../kernel/make-directory.ts'
import type { OpenedPool } from '../postgres/open-postgres.ts'
import { typeParsers } from '../postgres/type-parsers.ts'
import { lockDirectory } from './directory-lock.ts'
import { openPgliteThread, type PgliteThread } from './pglite-thread.ts'
import { startVacuum } from './vacuum.ts'

/** How long `close` waits for a transaction that is still open before it ends the database under it. */
const END_TIMEOUT_MS = 5_000

/**
 * Opens PGlite (PostgreSQL in WASM) in the data directory, under our own lock: two processes on one directory lose
 * data without an error. It survives kill -9 but never calls fsync, so it promises nothing against power loss.
 */
export async function openPglite(dataDir: string, log: Logger): Promise<OpenedPool> {
  makeWritable(dataDir)
  const unlock = lockDirectory(dataDir)
  try {
    const thread = await openThread(join(dataDir, 'database'), log)
    const pool = createPglitePool(thread.pglite)
    const stopVacuum = startVacuum(pool, log)
    const end = async () => {
      stopVacuum()
      await endPool(pool)
      await thread.close()
      unlock()
    }
    return { pool, end }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Every query after a crash fails; only a new start helps. */
async function openThread(directory: string, log: Logger): Promise<PgliteThread> {
  try {
    return await openPgliteThread(directory, (err) => {
      log.fatal({ err }, 'the embedded database has crashed: restart the process')
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('db.unreachable', { detail: `${directory}（${reason}）`, cause })
  }
}

/**
 * A pool over PGlite's single connection. The time-out ends what would otherwise wait for ever: a query through the
 * pool by someone who holds the connection in a transaction.
 */
export function createPglitePool(
  pglite: Pick<PGlite, 'waitReady' | 'execProtocolStream'>,
): pg.Pool {
  const pool = new pg.Pool({
    ...createPgConfig(pglite as PGlite),
    max: 1,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 0,
    types: typeParsers,
  })
  // What broke is reported by the query that it broke; without listeners it would end the process as well.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Waits for open transactions, but not for ever: the caller is about to end the database. */
export async function endPool(pool: pg.Pool): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, END_TIMEOUT_MS)
  })
  await Promise.race([pool.end(), late])
  clearTimeout(timer)
}

function makeWritable(dataDir: string): void {
  try {
    makeDirectory(dataDir)
  } catch (cause) {
    throw new AppError('db.directory-unwritable', { dir: dataDir, cause })
  }
}
