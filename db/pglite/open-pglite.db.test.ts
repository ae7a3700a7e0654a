import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../client.ts'
import { createLog } from '../kernel/log.ts'
import { migrate } from '../migrate.ts'
import { testLog } from '../testing/test-database.ts'
import { waitUntil } from '../testing/wait-until.ts'
import { lockDirectory } from './directory-lock.ts'
import { startVacuum, vacuum } from './vacuum.ts'

const open = (dataDir: string, log = testLog) =>
  openDatabase({ shape: 'embedded', dataDir, databaseUrl: undefined, databasePool: 10 }, log)

describe('lock on the data directory', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'jiesu-lock-'))
    return () => rmSync(dir, { recursive: true })
  })
  const lockFile = () => join(dir, 'jiesu.lock')

  it('is refused while a live process holds it, naming directory and process', () => {
    const unlock = lockDirectory(dir)
    expect(() => lockDirectory(dir)).toThrow(`数据目录 ${dir} 正被另一个进程（PID ${process.pid}）`)
    unlock()
    lockDirectory(dir)()
    expect(readdirSync(dir)).toEqual([])
  })

  it('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    writeFileSync(lockFile(), JSON.stringify({ pid: child.pid, born: null }))
    expect(() => lockDirectory(dir)).toThrow(String(child.pid))
    child.kill('SIGKILL')
    await new Promise((done) => child.once('exit', done))
    lockDirectory(dir)()
  })

  it('is taken over when the number of the process now belongs to another one', () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, born: 'another-boot/17' }))
    lockDirectory(dir)()
  })

  it.each(['', '{', '{"pid":"x"}'])('is taken over when it holds nonsense: %s', (content) => {
    writeFileSync(lockFile(), content)
    lockDirectory(dir)()
  })

  it('leaves a lock alone that someone else has taken meanwhile', () => {
    const unlock = lockDirectory(dir)
    writeFileSync(lockFile(), 'theirs')
    unlock()
    expect(readdirSync(dir)).toEqual(['jiesu.lock'])
  })

  it('says when the directory cannot be written', async () => {
    const file = join(dir, 'file')
    writeFileSync(file, '')
    await expect(open(join(file, 'data'))).rejects.toMatchObject({
      code: 'db.directory-unwritable',
    })
  })
})

describe('embedded database', () => {
  let dir: string
  let database: Database
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'jiesu-pglite-'))
    database = await open(dir)
    await migrate(database, testLog)
    await database.pool.query('create table notes (id int, text text)')
  })
  afterAll(async () => {
    await database.close()
    rmSync(dir, { recursive: true })
  })

  it('keeps what was written after it was closed, and closes twice without harm', async () => {
    await database.pool.query("insert into notes values (1, '电梯')")
    await expect(open(dir)).rejects.toMatchObject({ code: 'db.directory-locked' })
    await Promise.all([database.close(), database.close()])
    await database.close()
    database = await open(dir)
    const { rows } = await database.pool.query('select * from notes')
    expect(rows).toEqual([{ id: 1, text: '电梯' }])
  })

  it('gives errors as PostgreSQL does and goes on', async () => {
    await expect(database.pool.query('select nonsense')).rejects.toMatchObject({ code: '42703' })
    await expect(
      database.db.transaction().execute(async (trx) => {
        await trx.insertInto('audit_head').values({ seq: 1, hash: '' }).execute()
      }),
    ).rejects.toMatchObject({ code: '23505', constraint: 'audit_head_pkey' })
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('carries large values both ways', async () => {
    const text = '接'.repeat(3_000_000)
    await database.pool.query('insert into notes values (2, $1)', [text])
    const { rows } = await database.pool.query('select text from notes where id = 2')
    expect(rows[0]?.text === text).toBe(true)
    const many = await database.pool.query(
      'select n, repeat($1, 100) as t from generate_series(1, 50000) n',
      ['诉'],
    )
    expect(many.rows).toHaveLength(50_000)
  })

  it('keeps the event loop free during heavy SQL', async () => {
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 10)
    const start = performance.now()
    await database.pool.query('select sum(sqrt(n)) from generate_series(1, 3000000) n')
    const took = performance.now() - start
    await sleep(30)
    clearInterval(timer)
    expect(longest).toBeLessThan(took / 2)
  })

  it('clears dead rows on a timer and when told', async () => {
    await database.pool.query('delete from notes')
    await vacuum(database.pool)
    const lines: string[] = []
    const log = createLog({ logLevel: 'debug' }, { write: (line) => lines.push(line) })
    const stop = startVacuum(database.pool, log, 50)
    await waitUntil(() => lines.length > 1)
    stop()
    expect(lines[0]).toContain('vacuum')
  })

  it('ends under a transaction that does not', async () => {
    const own = await open(mkdtempSync(join(tmpdir(), 'jiesu-pglite-')))
    const client = await own.pool.connect()
    await client.query('begin')
    await own.close()
    await expect(client.query('select 1')).rejects.toThrow()
  })
})
