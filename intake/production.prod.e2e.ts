import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { connectChat } from './client/chat-client.ts'
import { actionId, signIn } from './testing/console-session.ts'
import {
  dispatchRequest,
  eventually,
  fileRequest,
  findInQueue,
  handleOrder,
  lookUp,
} from './testing/play-thread.ts'
import {
  createDatabase,
  productionEnvironment,
  requireServices,
} from './testing/production-services.ts'
import {
  type RunningProcess,
  type RunningServer,
  runJiesu,
  startServerProcess,
  startWorkerProcess,
} from './testing/server-process.ts'

const PASSWORD = 'correct horse battery 9'
let database: Awaited<ReturnType<typeof createDatabase>>
let env: Record<string, string>
let one: RunningServer
let two: RunningServer
let worker: RunningProcess

async function addUser(login: string, roles: string, unit?: string): Promise<void> {
  const args = [
    'user',
    'add',
    '--login',
    login,
    '--name',
    login,
    '--roles',
    roles,
    '--password-stdin',
  ]
  const running = runJiesu(unit ? [...args, '--unit', unit] : args, env, PASSWORD)
  expect(await running.exited, running.output()).toBe(0)
}

beforeAll(async () => {
  const services = requireServices()
  database = await createDatabase(services.databaseUrl)
  env = {
    ...productionEnvironment(database.url, services.redisUrl),
    DATA_DIR: await mkdtemp(join(tmpdir(), 'jiesu-prod-')),
  }
})
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop(), worker?.stop()])
  await database?.drop()
})

describe('the production shape: PostgreSQL, Redis, two servers, a worker', () => {
  it('refuses to start before the migration and says what helps', async () => {
    const early = runJiesu(['start'], { ...env, PORT: '0' })
    expect(await early.exited).toBe(1)
    expect(early.output()).toContain('npx jiesu migrate')
  })

  it('migrates and loads the pack, twice without harm, and makes no sample staff', async () => {
    for (const command of ['migrate', 'seed', 'migrate', 'seed']) {
      const running = runJiesu([command], env)
      expect(await running.exited, running.output()).toBe(0)
      expect(running.output()).not.toContain('jiesu-sample')
    }
    await addUser('desk', 'dispatcher')
    await addUser('street', 'unit', '朝阳区望京街道')
    one = await startServerProcess(env, [])
    two = await startServerProcess(env, [])
    worker = await startWorkerProcess(env)
    await expect(signIn(one.url, 'dispatcher', 'jiesu-sample')).rejects.toThrow('401')
  })

  it('plays the whole thread across the two servers', async () => {
    const desk = await signIn(two.url, 'desk', PASSWORD)
    const socket = new WebSocket(`${two.url.replace('http', 'ws')}/ws/console`, {
      headers: { cookie: desk.cookie, origin: two.url },
    })
    const hints: { type: string }[] = []
    socket.on('message', (data) => hints.push(JSON.parse(String(data)) as { type: string }))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ v: 1, type: 'hello', csrf_token: desk.csrf }))
    await eventually(async () => hints.find((h) => h.type === 'welcome'))

    const { chat, receipt } = await fileRequest(one.chatUrl)
    await eventually(async () => hints.find((h) => h.type === 'request-arrived'))
    const { sent } = await dispatchRequest(desk, receipt.request_no)
    const street = await signIn(one.url, 'street', PASSWORD)
    await handleOrder(street, sent.order_id, '已修好。')
    await eventually(async () => chat.turns().find((t) => t.text.includes('已修好')))
    expect((await lookUp(two.url, receipt)).status).toBe('replied')
    chat.close()
    socket.close()
  })

  it('shows a conversation on the other server when its own goes away', async () => {
    const chat = await connectChat({ url: one.chatUrl })
    const { seq } = await chat.say('楼下烧烤店油烟太大了')
    await chat.answerTo(seq)
    const again = await connectChat({ url: two.chatUrl, resumeToken: chat.resumeToken })
    const seen = await again.answerTo(seq)
    expect(seen.text).not.toBe('')
    // A second window on another server hears what is said in the first.
    const next = await chat.say('在朝阳区望京街道南湖东园')
    await again.answerTo(next.seq)
    chat.close()
    again.close()
  })

  it('answers what was sent while no worker was there', async () => {
    await worker.stop('SIGKILL')
    const chat = await connectChat({ url: one.chatUrl })
    const { seq } = await chat.say('小区停水一天了')
    worker = await startWorkerProcess(env)
    await chat.answerTo(seq)
    chat.close()
  })

  it('keeps two dispatchers off one request', async () => {
    await addUser('desk2', 'dispatcher')
    const [a, b] = [
      await signIn(one.url, 'desk', PASSWORD),
      await signIn(two.url, 'desk2', PASSWORD),
    ]
    const { chat, receipt } = await fileRequest(
      one.chatUrl,
      '朝阳区望京街道南湖东园122号楼门前垃圾没人清运',
    )
    chat.close()
    const item = await findInQueue(a, receipt.request_no)
    const claims = await Promise.all([
      a.call('POST', `/console/requests/${item.request_id}/claim`, {}),
      b.call('POST', `/console/requests/${item.request_id}/claim`, {}),
    ])
    expect(claims.map((c) => c.status).sort()).toEqual([200, 409])
    const loser = claims[0]?.status === 409 ? a : b
    const refused = await loser.call('POST', `/console/requests/${item.request_id}/claim`, {
      id: actionId(),
    })
    expect(refused.body).toMatchObject({
      code: 'request.claimed',
      message: expect.stringContaining('desk'),
    })
  })

  it('leaves intact chains', async () => {
    const verify = runJiesu(['verify'], env)
    expect(await verify.exited, verify.output()).toBe(0)
  })
})
