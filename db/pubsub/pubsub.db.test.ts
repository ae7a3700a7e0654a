import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { productionServices } from '../testing/services.ts'
import { createTcpGate, type TcpGate } from '../testing/tcp-gate.ts'
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts'
import { waitUntil } from '../testing/wait-until.ts'
import { createPubSub, type PubSub } from './pubsub.ts'
import type { PubSubMessage } from './topics.ts'

const services = productionServices()
const carriers = services ? (['none', 'redis', 'postgres'] as const) : (['none'] as const)

describe.each(carriers)('pubsub, carrier %s', (carrier) => {
  let database: TestDatabase
  let gate: TcpGate | undefined
  let open: () => PubSub
  const opened: PubSub[] = []

  beforeEach(async () => {
    database = await createTestDatabase()
    const target = { none: undefined, redis: services?.redisUrl, postgres: database.url }[carrier]
    gate = target === undefined ? undefined : await createTcpGate(target)
    const config = {
      redisPrefix: `jiesu-test:${randomUUID()}`,
      redisUrl: carrier === 'redis' ? gate?.url : undefined,
      databaseUrl: carrier === 'postgres' ? throughGate(target, gate) : undefined,
    }
    open = () => {
      const pubsub = createPubSub({ config, database, log: testLog })
      opened.push(pubsub)
      return pubsub
    }
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((pubsub) => pubsub.close()))
    await gate?.close()
    await database.destroy()
  })

  function listenTo(pubsub: PubSub, topic: string) {
    const got: PubSubMessage[] = []
    const end = pubsub.subscribe(topic, (message) => got.push(message))
    return { got, end }
  }

  it('tells listeners of the topic in this process, at once, until they leave', () => {
    const pubsub = open()
    const here = listenTo(pubsub, 'console')
    const elsewhere = listenTo(pubsub, 'conversation:1')
    pubsub.publish('console', { type: 'request', id: 'a' })
    expect(here.got).toEqual([{ type: 'request', id: 'a' }])
    expect(elsewhere.got).toEqual([])
    here.end()
    here.end()
    pubsub.publish('console', { type: 'request', id: 'b' })
    expect(here.got).toHaveLength(1)
  })

  it('does not let one listener harm another or the publisher', () => {
    const pubsub = open()
    pubsub.subscribe('console', () => {
      throw new Error('broken listener')
    })
    const other = listenTo(pubsub, 'console')
    pubsub.publish('console', { n: 1 })
    expect(other.got).toEqual([{ n: 1 }])
  })

  it('never throws, not even after its end', async () => {
    const pubsub = open()
    pubsub.publish('console', { text: 'x'.repeat(10_000) })
    await pubsub.close()
    pubsub.publish('console', { n: 1 })
    await sleep(50)
  })

  if (carrier !== 'none') {
    it('reaches the other process once, and not the sender twice', async () => {
      const [first, second] = [open(), open()]
      const sender = listenTo(first, 'console')
      const receiver = listenTo(second, 'console')
      await exchange(first, receiver.got)
      const before = sender.got.length
      first.publish('console', { n: 'last' })
      await waitUntil(() => receiver.got.some(({ n }) => n === 'last'))
      await sleep(100)
      expect(sender.got).toHaveLength(before + 1)
      expect(receiver.got.filter(({ n }) => n === 'last')).toHaveLength(1)
    })

    it('goes on alone during an outage, and together after it', async () => {
      const [first, second] = [open(), open()]
      const sender = listenTo(first, 'console')
      const receiver = listenTo(second, 'console')
      await exchange(first, receiver.got)
      await gate?.shut()
      first.publish('console', { n: 'alone' })
      expect(sender.got.at(-1)).toEqual({ n: 'alone' })
      await gate?.open()
      receiver.got.length = 0
      await exchange(first, receiver.got)
    })
  }
})

/** Subscribing takes a moment, and what is sent before is lost by design: send until something arrives. */
async function exchange(from: PubSub, got: PubSubMessage[]) {
  await waitUntil(() => {
    from.publish('console', { n: 'hello' })
    return got.length > 0
  })
}

function throughGate(target: string | undefined, gate: TcpGate | undefined): string | undefined {
  if (target === undefined || gate === undefined) return undefined
  const url = new URL(target)
  url.host = new URL(gate.url.replace(/^\w+:/, 'http:')).host
  return url.href
}
