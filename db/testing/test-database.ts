import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import pg from 'pg'
import { type Database, wrapPool } from '../client.ts'
import { createLog } from '../kernel/log.ts'
import { migrate, readMigrations } from '../migrate.ts'
import { createPglitePool } from '../pglite/open-pglite.ts'
import { openPostgres } from '../postgres/open-postgres.ts'

/** Shared by every test: nothing that a test expects to fail belongs on the screen. */
export const testLog = createLog({ logLevel: 'silent' })

export interface TestDatabase extends Database {
  /** Set on PostgreSQL: for tests that open a second connection or start a process. */
  url: string | undefined
  destroy(): Promise<void>
}

/** An empty, migrated database of its own: PGlite in memory, or a new database on TEST_DATABASE_URL when that is set. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = process.env['TEST_DATABASE_URL']
  return url ? clonePostgres(url) : clonePglite()
}

/** Changes with every migration, so that a template is never out of date. */
function templateKey(): string {
  const sums = readMigrations().map(({ checksum }) => checksum.slice(0, 6))
  return sums.join('').slice(-40)
}

async function clonePglite(): Promise<TestDatabase> {
  const { pool, end } = await openInMemory({ loadDataDir: await pgliteTemplate() })
  const database = wrapPool(pool, 'embedded', end)
  return { ...database, url: undefined, destroy: database.close }
}

/** In this thread, unlike the real one: a thread of its own for each test file would cost more than it shows. */
async function openInMemory(options: PGliteOptions) {
  const pglite = await PGlite.create({ ...options, extensions: { vector } })
  const pool = createPglitePool(pglite)
  const end = async () => {
    await pool.end()
    await pglite.close()
  }
  return { pool, pglite, end }
}

/** A dump beside the installed packages: building it takes 5 s, loading it 0.5 s. */
async function pgliteTemplate(): Promise<Blob> {
  const cache = new URL('../../node_modules/.cache/jiesu/', import.meta.url)
  const file = join(fileURLToPath(cache), `pglite-${templateKey()}.tar`)
  try {
    return new Blob([await readFile(file)])
  } catch {
    const { pool, pglite, end } = await openInMemory({})
    await migrate({ pool }, testLog)
    const dump = await pglite.dumpDataDir('none')
    await end()
    await mkdir(dirname(file), { recursive: true })
    // Two test files may build it at once: each writes its own, and the rename is atomic.
    const draft = `${file}.${randomUUID()}`
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()))
    await rename(draft, file)
    return dump
  }
}

async function clonePostgres(url: string): Promise<TestDatabase> {
  const template = `jiesu_template_${templateKey()}`
  const name = `jiesu_test_${randomUUID().replaceAll('-', '')}`
  await withServer(url, async (server) => {
    // Cloning needs a template without connections, and only one process may build it.
    await server.query('select pg_advisory_lock(718120002)')
    const found = await server.query('select 1 from pg_database where datname = $1', [template])
    if (found.rowCount === 0) await buildTemplate(url, server, template)
    await server.query(`create database ${name} template ${template}`)
  })
  const own = withDatabaseName(url, name)
  const { pool, end } = await openPostgres(own, 5, testLog)
  const database = wrapPool(pool, 'production', end)
  const destroy = async () => {
    await database.close()
    await withServer(url, (server) => server.query(`drop database if exists ${name} with (force)`))
  }
  return { ...database, url: own, destroy }
}

/** Built under another name and renamed when it is complete, so that a killed test run leaves no half template. */
async function buildTemplate(url: string, server: pg.Client, template: string): Promise<void> {
  const draft = `${template}_draft`
  await server.query(`drop database if exists ${draft} with (force)`)
  await server.query(`create database ${draft} template template0`)
  const { pool, end } = await openPostgres(withDatabaseName(url, draft), 1, testLog)
  await migrate({ pool }, testLog)
  await end()
  await server.query(`alter database ${draft} rename to ${template}`)
}

function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function withServer<T>(url: string, use: (server: pg.Client) => Promise<T>): Promise<T> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  try {
    return await use(server)
  } finally {
    await server.end()
  }
}
