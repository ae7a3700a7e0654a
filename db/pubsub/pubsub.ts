import { randomUUID } from 'node:crypto'
import type { Database } from '../client.ts'
import type { Config } from '../kernel/config.ts'
import type { Logger } from '../kernel/log.ts'
import type { Carrier } from './carrier.ts'
import { createTopics, type PubSubMessage } from './topics.ts'

/**
 * "Something changed" between the parts of a process and between processes. Topics: `conversation:<id>`, `console`.
 * It never throws and promises nothing: a lost message is found again by the reader's next look at the database.
 */
export interface PubSub {
  publish(topic: string, message: PubSubMessage): void
  /** Returns how to end it. */
  subscribe(topic: string, listener: (message: PubSubMessage) => void): () => void
  close(): Promise<void>
}

export interface PubSubOptions {
  config: Pick<Config, 'redisUrl' | 'redisPrefix' | 'databaseUrl'>
  database: Pick<Database, 'pool'>
  log: Logger
}

/** Listeners of this process are told at once and without any network; other processes through Redis, else PostgreSQL. */
export function createPubSub(options: PubSubOptions): PubSub {
  const { log } = options
  const origin = randomUUID()
  const topics = createTopics(log)
  const receive = (text: string) => {
    const envelope = parseEnvelope(text)
    if (envelope !== null && envelope.origin !== origin) {
      topics.deliver(envelope.topic, envelope.message)
    }
  }
  // Loaded only where it is used; what is published before that reaches this process alone.
  const carrier = openCarrier(options, receive)
  carrier.catch((err: unknown) => log.error({ err }, 'live updates between processes do not work'))

  const send = async (topic: string, message: PubSubMessage) => {
    const open = await carrier
    await open?.send(JSON.stringify({ origin, topic, message }))
  }
  return {
    publish: (topic, message) => {
      topics.deliver(topic, message)
      send(topic, message).catch((err: unknown) => log.debug({ err, topic }, 'update not sent'))
    },
    subscribe: topics.subscribe,
    close: async () => {
      topics.clear()
      const open = await carrier.catch(() => null)
      await open?.close()
    },
  }
}

async function openCarrier(
  { config, database, log }: PubSubOptions,
  receive: (text: string) => void,
): Promise<Carrier | null> {
  // One channel for everything: each process gets each message (a few hundred a second) and drops what nobody here
  // listens to. A channel for each conversation would mean 20,000 subscriptions to renew after every broken connection.
  if (config.redisUrl !== undefined) {
    const { openRedisCarrier } = await import('./redis-carrier.ts')
    const channel = `${config.redisPrefix}:pubsub`
    return openRedisCarrier(config.redisUrl, { channel, log, receive })
  }
  if (config.databaseUrl !== undefined) {
    const { openPostgresCarrier } = await import('./postgres-carrier.ts')
    const connection = { url: config.databaseUrl, pool: database.pool }
    return openPostgresCarrier(connection, { channel: 'jiesu_pubsub', log, receive })
  }
  return null
}

interface Envelope {
  origin: string
  topic: string
  message: PubSubMessage
}

function parseEnvelope(text: string): Envelope | null {
  try {
    return JSON.parse(text) as Envelope
  } catch {
    return null
  }
}
