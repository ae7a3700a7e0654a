import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Database, openDatabase } from '../../db/client.ts'
import { loadConfig } from '../../db/kernel/config.ts'
import type { Logger } from '../../db/kernel/log.ts'
import { migrate } from '../../db/migrate.ts'

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A database of its own on the given server, gone afterwards: a bench never writes beside a city's orders. */
export async function createBenchDatabase(
  url: string,
  log: Logger,
): Promise<Database & { url: string; destroy(): Promise<void> }> {
  const name = `jiesu_bench_${randomUUID().replaceAll('-', '')}`
  await onServer(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = await openDatabase(loadConfig({ DATABASE_URL: own.href }), log)
  await migrate(database, log)
  const destroy = async () => {
    await database.close()
    await onServer(url, `drop database if exists ${name} with (force)`)
  }
  return { ...database, url: own.href, destroy }
}
