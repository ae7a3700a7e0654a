import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { Database } from './client.ts'
import { AppError } from './kernel/errors.ts'
import type { Logger } from './kernel/log.ts'

/** Any number that nothing else uses: two servers that start together migrate one after the other. */
const MIGRATION_LOCK = 718_120_001
const defaultDir = fileURLToPath(new URL('migrations', import.meta.url))

export interface Migration {
  name: string
  checksum: string
  sql: string
}

/** The numbered files, in order. Line ends do not count, so that a checkout on Windows has the same checksums. */
export function readMigrations(dir = defaultDir): Migration[] {
  const files = readdirSync(dir).filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
  return files.sort().map((file) => {
    const sql = readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n')
    const checksum = createHash('sha256').update(sql).digest('hex')
    return { name: file.slice(0, -'.sql'.length), checksum, sql }
  })
}

/**
 * Brings the database up to date: forward only, each file in its own transaction, under an advisory lock.
 * Refuses when an applied file was edited or is missing, or a new one stands before an applied one.
 * Returns the names that it applied.
 */
export async function migrate(
  database: Pick<Database, 'pool'>,
  log: Logger,
  dir?: string,
): Promise<string[]> {
  const migrations = readMigrations(dir)
  const applied: string[] = []
  const client = await database.pool.connect()
  try {
    for (;;) {
      const name = await applyNext(client, migrations)
      if (name === null) return applied
      applied.push(name)
      log.debug({ migration: name }, 'migration applied')
    }
  } finally {
    client.release()
  }
}

/** The names that `migrate` would apply. Refuses as `migrate` does, and changes nothing. */
export async function pendingMigrations(
  database: Pick<Database, 'pool'>,
  dir?: string,
): Promise<string[]> {
  const client = await database.pool.connect()
  try {
    return findPending(readMigrations(dir), await readApplied(client)).map(({ name }) => name)
  } finally {
    client.release()
  }
}

/** The lock lives as long as the transaction, so that a killed process leaves none behind. */
async function applyNext(client: pg.PoolClient, migrations: Migration[]): Promise<string | null> {
  await client.query('begin')
  try {
    await client.query('set local statement_timeout = 0')
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    const [next] = findPending(migrations, await readApplied(client))
    if (next) await apply(client, next)
    await client.query('commit')
    return next?.name ?? null
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query(`
    create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now()
    )`)
  try {
    await client.query(migration.sql)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('db.migration-failed', { name: migration.name, detail, cause })
  }
  const values = [migration.name, migration.checksum]
  await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', values)
}

type Applied = Pick<Migration, 'name' | 'checksum'>

async function readApplied(client: pg.PoolClient): Promise<Applied[]> {
  const table = await client.query<{ exists: boolean }>(
    "select to_regclass('schema_migrations') is not null as exists",
  )
  if (!table.rows[0]?.exists) return []
  const result = await client.query<Applied>(
    'select name, checksum from schema_migrations order by name',
  )
  return result.rows
}

/** Compares what the program has with what the database ran. */
export function findPending(migrations: Migration[], applied: Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of applied) {
    const migration = known.get(name)
    if (!migration) throw new AppError('db.migration-missing', { name })
    if (migration.checksum !== checksum) throw new AppError('db.migration-edited', { name })
    known.delete(name)
  }
  const last = applied.at(-1)?.name ?? ''
  const early = [...known.keys()].find((name) => name < last)
  if (early) throw new AppError('db.migration-out-of-order', { name: early, last })
  return [...known.values()]
}
