import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { vector } from '@electric-sql/pglite-pgvector'
import pg from 'pg'
import { AppError } from '../kernel/errors.ts'
import type { Logger } from '../kernel/log.ts'
import type { OpenedPool } from '../postgres/open-postgres.ts'
import { typeParsers } from '../postgres/type-parsers.ts'
import { lockDirectory } from './directory-lock.ts'
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
    const opened = await openPool({ dataDir: join(dataDir, 'database') })
    const stopVacuum = startVacuum(opened.pool, log)
    const end = async () => {
      stopVacuum()
      await opened.end()
      unlock()
    }
    return { pool: opened.pool, end }
  } catch (error) {
    unlock()
    throw error
  }
}

/** One PGlite behind a `pg.Pool`; without `dataDir` it lives in memory. */
export async function openPool(options: PGliteOptions): Promise<OpenedPool & { pglite: PGlite }> {
  const pglite = await PGlite.create({ ...options, extensions: { vector } })
  const pool = new pg.Pool({
    ...createPgConfig(pglite),
    // PGlite is a single connection. Without the time-out a pool query inside a transaction would wait for ever.
    max: 1,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 0,
    types: typeParsers,
  })
  pool.on('error', () => {})
  const end = async () => {
    const ended = pool.end()
    await Promise.race([ended, new Promise((done) => setTimeout(done, END_TIMEOUT_MS).unref())])
    if (!pglite.closed) await pglite.close()
  }
  return { pool, pglite, end }
}

function makeWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK)
  } catch (cause) {
    throw new AppError('db.directory-unwritable', { dir: dataDir, cause })
  }
}
