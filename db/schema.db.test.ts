import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeSchema, schemaFile } from './testing/describe-schema.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

describe('schema', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.destroy())

  it('is what db/schema.sql says (after a new migration: npx tsx db/testing/dump-schema.ts)', async () => {
    expect(await describeSchema(database.pool)).toBe(readFileSync(schemaFile, 'utf8'))
  })

  it('has the types that db/schema/ says', async () => {
    const { rows } = await database.pool.query<{ name: string; columns: string[] }>(`
      select table_name as name, array_agg(column_name::text order by column_name) as columns
      from information_schema.columns
      where table_schema = 'public' and table_name <> 'schema_migrations' group by 1 order by 1`)
    const dir = new URL('schema/', import.meta.url)
    const files = readdirSync(dir).map((file) => readFileSync(new URL(file, dir), 'utf8'))
    const source = files.join('\n')
    const typed = [...source.matchAll(/export interface (\w+)Table \{\n([\s\S]*?)\n\}/g)].map(
      ([, name = '', body = '']) => ({
        name: name.replace(/[A-Z]/g, (letter, at) => (at ? '_' : '') + letter.toLowerCase()),
        columns: [...body.matchAll(/^ {2}(\w+):/gm)].map(([, column]) => column).sort(),
      }),
    )
    typed.sort((a, b) => (a.name < b.name ? -1 : 1))
    expect(typed).toEqual(rows)
  })

  it('reads each kind of value as the types say', async () => {
    const at = new Date('2026-03-01T09:30:00.123Z')
    const { rows } = await database.pool.query(
      `select 5::bigint as number, $1::timestamptz as time, '2026-03-01'::date as day, '\\x01ff'::bytea as bytes,
        array['甲', '乙'] as list, '{"a": [1]}'::jsonb as json, count(*) as count, '[1,2]'::vector as vector`,
      [at],
    )
    expect(rows).toEqual([
      {
        number: 5,
        time: at,
        day: '2026-03-01',
        bytes: Buffer.from([1, 255]),
        list: ['甲', '乙'],
        json: { a: [1] },
        count: 1,
        vector: '[1,2]',
      },
    ])
  })
})
