import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wrapPool } from '../db/client.ts'
import { systemClock } from '../db/kernel/clock.ts'
import { loadConfig } from '../db/kernel/config.ts'
import { importPack } from '../db/packs/import-pack.ts'
import { createTestDatabase, type TestDatabase, testLog } from '../db/testing/test-database.ts'
import { connectChat } from './client/chat-client.ts'
import { startServer } from './server.ts'
import { seedSampleStaff } from './staff/seed-sample-staff.ts'
import { runUserAdd } from './staff/user-add-command.ts'
import { signIn } from './testing/console-session.ts'
import { smallPack } from './testing/small-pack.ts'
import { startWorker } from './worker.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database?.destroy())

/** A database that the server under test may close without ending it for the others. */
const borrowed = () => wrapPool(database.pool, database.shape, async () => {})
const config = (env: Record<string, string> = {}) =>
  loadConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    EMBEDDER: 'off',
    IDENTITY_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...env,
  })
const options = () => ({ database: borrowed(), log: testLog })

describe('a server', () => {
  test('refuses to start without a pack, and says what helps', async () => {
    await expect(startServer(config(), options())).rejects.toThrow('jiesu seed')
  })

  test('refuses a pack that cannot say what has to be said', async () => {
    const silent = smallPack((pack) => {
      delete pack.texts['ask.contact']
    })
    await importPack(database, silent, { now: new Date(), by: 'test' })
    await expect(startServer(config(), options())).rejects.toThrow('ask.contact')
    await importPack(database, smallPack(), { now: new Date(), by: 'test' })
  })

  test('says in one sentence which port is taken and what to do', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(startServer(config({ PORT: String(port) }), options())).rejects.toMatchObject({
      code: 'http.port-in-use',
      message: expect.stringContaining(`PORT=${port + 1}`),
    })
    other.close()
    await expect(startServer(config({ HOST: '203.0.113.1' }), options())).rejects.toMatchObject({
      code: 'http.host-unknown',
    })
  })

  test('serves with the real parts, closes, and leaves no listener behind', async () => {
    const before = process.listenerCount('SIGTERM')
    const server = await startServer(config(), options())
    expect(process.listenerCount('SIGTERM')).toBe(before + 1)
    const chat = await connectChat({ url: `${server.address.replace('http', 'ws')}/ws/chat` })
    const { seq } = await chat.say('甲区一街道2号楼电梯坏了三天，物业不管')
    expect((await chat.answerTo(seq)).sender).toBe('assistant')
    await Promise.all([server.close(), server.close()])
    expect((await chat.closed).code).toBe(1012)
    expect(process.listenerCount('SIGTERM')).toBe(before)
    await expect(fetch(`${server.address}/healthz`)).rejects.toThrow()
  })

  test('a worker runs what a server that died has promised', async () => {
    const server = await startServer(config(), options())
    const chat = await connectChat({ url: `${server.address.replace('http', 'ws')}/ws/chat` })
    await server.deps.runner.stop()
    const { seq } = await chat.say('甲区一街道2号楼电梯坏了三天，物业不管')
    const worker = await startWorker(config(), options())
    expect((await chat.answerTo(seq)).seq).toBeGreaterThan(seq)
    await worker.close()
    await server.close()
  })
})

describe('accounts', () => {
  const deps = () => ({ database, clock: systemClock })
  const lines: string[] = []
  const add = (args: string[], typed = '') =>
    runUserAdd(args, {
      ...deps(),
      stdin: Readable.from([typed]),
      print: (line) => lines.push(line),
    })

  test('sample accounts are made on an empty table only, from the pack', async () => {
    const dir = new URL('../db/packs/beijing', import.meta.url).pathname
    const names = new Set<string>()
    const { parse } = await import('yaml')
    const { readFile } = await import('node:fs/promises')
    const samples = parse(await readFile(`${dir}/samples.yaml`, 'utf8')) as {
      users: { login: string; unit?: string }[]
    }
    for (const { unit } of samples.users) if (unit) names.add(unit)
    const now = new Date()
    for (const name of names) {
      await database.db
        .insertInto('units')
        .values({ code: name, name, level: 'district', updated_at: now })
        .execute()
    }
    const first = await seedSampleStaff(deps(), dir)
    expect(first.map((s) => s.login)).toEqual(samples.users.map((u) => u.login))
    expect(await seedSampleStaff(deps(), dir)).toEqual(first)
    expect(await seedSampleStaff(deps(), '/nowhere')).toEqual([])
    const server = await startServer(config(), options())
    for (const { login, password } of first) {
      expect((await signIn(server.address, login, password)).csrf).not.toBe('')
    }
    await server.close()
  })

  test('an account is added with a typed password, or with one that is shown once', async () => {
    const typed = await add(
      [
        '--login',
        'Zhang.San',
        '--name',
        '张三',
        '--roles',
        'dispatcher,reviewer',
        '--password-stdin',
      ],
      'a password of my own\n',
    )
    expect(typed).toBe(0)
    expect(lines.join()).not.toContain('a password of my own')
    await add(['--login', 'unit-1', '--name', '一街道', '--roles', 'unit', '--unit', '甲区一街道'])
    const shown = /shown once\): (\S+)/.exec(lines.join('\n'))?.[1] ?? ''
    const server = await startServer(config(), options())
    await signIn(server.address, 'zhang.san', 'a password of my own')
    await signIn(server.address, 'unit-1', shown)
    await server.close()
  })

  test.each([
    [['--login', 'x'], 'command.usage'],
    [['--login', 'bad login', '--name', 'n', '--roles', 'operator'], 'staff.login-invalid'],
    [['--login', 'zhang.san', '--name', 'n', '--roles', 'operator'], 'staff.login-taken'],
    [['--login', 'new-1', '--name', 'n', '--roles', 'king'], 'staff.role-unknown'],
    [['--login', 'new-2', '--name', 'n', '--roles', 'unit'], 'staff.unit-required'],
    [
      ['--login', 'new-3', '--name', 'n', '--roles', 'unit', '--unit', '天庭'],
      'staff.unit-unknown',
    ],
    [
      ['--login', 'new-4', '--name', 'n', '--roles', 'operator', '--password-stdin'],
      'staff.password-weak',
    ],
  ])('%j is refused with %s', async (args, code) => {
    await expect(add(args, 'short\n')).rejects.toMatchObject({ code })
  })
})
