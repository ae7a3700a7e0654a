import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** The services of the production suite; without them it fails, because a skipped suite proves nothing. */
export function requireServices(): { databaseUrl: string; redisUrl: string } {
  const databaseUrl = process.env['TEST_DATABASE_URL']
  const redisUrl = process.env['TEST_REDIS_URL']
  if (!databaseUrl || !redisUrl) {
    throw new Error(
      'TEST_DATABASE_URL and TEST_REDIS_URL are needed: eval "$(scripts/services.sh env)" or see CONTRIBUTING.md',
    )
  }
  return { databaseUrl, redisUrl }
}

/** A database of its own for one test file. */
export async function createDatabase(
  serverUrl: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `jiesu_${randomBytes(6).toString('hex')}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await run(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) }
}

/** The environment that all processes of one deployment share. */
export function productionEnvironment(databaseUrl: string, redisUrl: string) {
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: `test-${randomBytes(4).toString('hex')}`,
    IDENTITY_KEY: randomBytes(32).toString('base64'),
    HOST: '127.0.0.1',
    EMBEDDER: 'hash',
    LOG_LEVEL: 'warn',
  }
}
