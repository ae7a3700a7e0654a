import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../client.ts'
import { loadConfig } from '../kernel/config.ts'
import { productionServices } from '../testing/services.ts'
import { createTestDatabase, testLog } from '../testing/test-database.ts'
import { waitUntil } from '../testing/wait-until.ts'
import { listJobs } from './job-view.ts'

const childFile = fileURLToPath(new URL('../testing/crash-child.ts', import.meta.url))
const services = productionServices()
const ROUNDS = 5
const running = new Set<ChildProcess>()

/** One life of the system: its processes, killed without warning in the middle of their work. */
async function live(env: Record<string, string>, roles: string[], first: number, acks: number[]) {
  const children = roles.map((role) => start(env, role, first, acks))
  const before = acks.length
  await waitUntil(() => acks.length > before + 20, 60_000)
  await sleep(randomInt(300))
  await Promise.all(children.map(kill))
}

function start(env: Record<string, string>, role: string, first: number, acks: number[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', childFile, role, String(first)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  createInterface({ input: child.stdout }).on('line', (line) => {
    const acknowledged = /^ack (\d+)$/.exec(line)?.[1]
    if (acknowledged !== undefined) acks.push(Number(acknowledged))
  })
  return child
}

async function kill(child: ChildProcess) {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Lets the system finish in peace, then compares what was acknowledged with what has happened. */
async function settle(env: Record<string, string>, acks: number[]) {
  const [code] = await once(start(env, 'drain', 0, []), 'exit')
  expect(code).toBe(0)
  const database = await openDatabase(loadConfig(env), testLog)
  try {
    const { rows } = await sql<{ n: number; times: number }>`
      select n, count(*) as times from effects group by n`.execute(database.db)
    const happened = new Set(rows.map(({ n }) => n))
    return {
      lost: acks.filter((n) => !happened.has(n)),
      repeated: rows.filter(({ times }) => times > 1),
      unfinished: (await listJobs(database.db)).filter(({ state }) => state !== 'done'),
    }
  } finally {
    await database.close()
  }
}

describe('kill -9', () => {
  afterEach(() => Promise.all([...running].map(kill)))

  it('embedded: no job is lost or done twice', { timeout: 180_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'jiesu-crash-'))
    const env = { DATA_DIR: dir }
    const acks: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await live(env, ['embedded'], round * 100_000, acks)
    }
    expect(await settle(env, acks)).toEqual({
      lost: [],
      repeated: [],
      unfinished: [],
    })
    rmSync(dir, { recursive: true })
  })

  if (services) {
    it('server and workers: no job is lost or done twice', { timeout: 180_000 }, async () => {
      const database = await createTestDatabase()
      await sql`create table effects (n integer not null)`.execute(database.db)
      const env = {
        DATABASE_URL: database.url ?? '',
        REDIS_URL: services.redisUrl,
        REDIS_PREFIX: `jiesu-test:${randomUUID()}`,
      }
      const acks: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        await live(env, ['server', 'worker', 'worker'], round * 100_000, acks)
      }
      expect(await settle(env, acks)).toEqual({
        lost: [],
        repeated: [],
        unfinished: [],
      })
      await database.destroy()
    })
  }
})
