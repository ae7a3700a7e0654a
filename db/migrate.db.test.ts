import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, pendingMigrations } from './migrate.ts'
import { createTestDatabase, type TestDatabase, testLog } from './testing/test-database.ts'

describe('migrate', () => {
  let database: TestDatabase
  let dir: string

  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.destroy())

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'jiesu-migrations-'))
    await sql`drop table if exists schema_migrations, fruit cascade`.execute(database.db)
    return () => rmSync(dir, { recursive: true })
  })
  const write = (name: string, text: string) => writeFileSync(join(dir, `${name}.sql`), text)

  it('applies the files in order, once', async () => {
    write('0002_more', 'alter table fruit add column colour text')
    write('0001_first', 'create table fruit (id int); insert into fruit values (1)')
    expect(await pendingMigrations(database, dir)).toEqual(['0001_first', '0002_more'])
    expect(await migrate(database, testLog, dir)).toEqual(['0001_first', '0002_more'])
    expect(await migrate(database, testLog, dir)).toEqual([])
    expect(await pendingMigrations(database, dir)).toEqual([])
  })

  it('refuses an edited, a missing and an early file, and says which', async () => {
    write('0002_first', 'create table fruit (id int)')
    await migrate(database, testLog, dir)
    write('0001_early', 'select 1')
    await expect(migrate(database, testLog, dir)).rejects.toThrow('0001_early')
    rmSync(join(dir, '0001_early.sql'))
    write('0002_first', 'create table fruit (id bigint)')
    await expect(migrate(database, testLog, dir)).rejects.toMatchObject({
      code: 'db.migration-edited',
    })
    rmSync(join(dir, '0002_first.sql'))
    await expect(pendingMigrations(database, dir)).rejects.toMatchObject({
      code: 'db.migration-missing',
    })
  })

  it('leaves nothing of a file that fails', async () => {
    write('0001_first', 'create table fruit (id int); select nonsense')
    await expect(migrate(database, testLog, dir)).rejects.toMatchObject({
      code: 'db.migration-failed',
    })
    const { rows } = await sql`select to_regclass('fruit') as found`.execute(database.db)
    expect(rows).toEqual([{ found: null }])
  })

  it('does not depend on line ends', async () => {
    write('0001_first', 'create table fruit (\n id int)\n')
    await migrate(database, testLog, dir)
    write('0001_first', 'create table fruit (\r\n id int)\r\n')
    expect(await pendingMigrations(database, dir)).toEqual([])
  })

  it('runs two at a time one after the other', async () => {
    write('0001_first', 'create table fruit (id int)')
    const both = await Promise.all([
      migrate(database, testLog, dir),
      migrate(database, testLog, dir),
    ])
    expect(both.flat()).toEqual(['0001_first'])
  })
})
