import { Redis } from 'ioredis'
import type { Logger } from '../kernel/log.ts'

export interface OpenedRedis {
  client: Redis
  isReady(): boolean
  onReady(listener: () => void): void
  disconnect(): void
}

/**
 * A client that comes back by itself for ever, at most every 2 s. `failFast`: a command fails at once while Redis is
 * away instead of waiting in a queue (the database holds the truth, so nothing has to wait for Redis). BullMQ's
 * blocking reader needs the other kind. One WARN for an outage, one INFO for its end.
 */
export function openRedis(
  url: string,
  { log, failFast }: { log: Logger; failFast: boolean },
): OpenedRedis {
  const client = new Redis(url, {
    maxRetriesPerRequest: failFast ? 1 : null,
    enableOfflineQueue: !failFast,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
  })
  let away = false
  let closing = false
  client.on('error', (err) => {
    // A connection that is cut while it is greeted says so, which is no outage.
    if (!away && !closing) log.warn({ err }, 'Redis is away; the system goes on more slowly')
    away = true
  })
  client.on('ready', () => {
    if (away) log.info('Redis is back')
    away = false
  })
  return {
    client,
    isReady: () => client.status === 'ready',
    onReady: (listener) => client.on('ready', listener),
    disconnect: () => {
      closing = true
      client.disconnect()
    },
  }
}
