import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Config, Shape } from './kernel/config.ts'
import type { Logger } from './kernel/log.ts'
import { openPglite } from './pglite/open-pglite.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import type { Schema } from './schema.ts'

/** Reads and writes the tables. A transaction has the same type, so that a store takes either. */
export type Db = Kysely<Schema>

export interface Database {
  db: Db
  /** For what Kysely does not do: migrations, VACUUM. */
  pool: pg.Pool
  shape: Shape
  /** Safe to call again. Ends open connections and, embedded, gives up the data directory. */
  close(): Promise<void>
}

type DatabaseConfig = Pick<Config, 'shape' | 'dataDir' | 'databaseUrl' | 'databasePool'>

/** Opens PostgreSQL when DATABASE_URL is set and PGlite in the data directory otherwise: one code path above this line. */
export async function openDatabase(config: DatabaseConfig, log: Logger): Promise<Database> {
  const { pool, end } =
    config.databaseUrl === undefined
      ? await openPglite(config.dataDir, log)
      : await openPostgres(config.databaseUrl, config.databasePool, log)
  return wrapPool(pool, config.shape, end)
}

/** Kysely over a pool. `end` runs once, however often `close` is called. */
export function wrapPool(pool: pg.Pool, shape: Shape, end: () => Promise<void>): Database {
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= end()
    return closing
  }
  return { db, pool, shape, close }
}
