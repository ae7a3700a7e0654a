import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Carrier, CarrierOptions } from './carrier.ts'

/** PostgreSQL refuses a notification from 8000 bytes on. */
const MAX_BYTES = 7_999
const RETRY_MS = 1_000

/** LISTEN needs a connection that stays; it is opened again for ever. NOTIFY goes through the pool. */
export function openPostgresCarrier(
  { url, pool }: { url: string; pool: pg.Pool },
  { channel, log, receive }: CarrierOptions,
): Carrier {
  const ending = new AbortController()
  const closed = new Promise<void>((done) => {
    ending.signal.addEventListener('abort', () => done(), { once: true })
  })
  const listening = listenForEver()

  async function listenForEver() {
    while (!ending.signal.aborted) {
      await listenOnce().catch((err: unknown) => log.warn({ err }, 'live updates interrupted'))
      await sleep(RETRY_MS, undefined, { signal: ending.signal }).catch(() => {})
    }
  }

  /** Resolves when the connection has ended. */
  async function listenOnce() {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      application_name: 'jiesu-listen',
    })
    client.on('error', () => {})
    client.on('notification', ({ payload }) => receive(payload ?? ''))
    const ended = new Promise<void>((done) => client.once('end', done))
    const listen = async () => {
      await client.connect()
      await client.query(`listen ${channel}`)
      await ended
    }
    const listened = listen()
    listened.catch(() => {})
    try {
      // Raced, because a client that is told to end while it connects may never say that it has.
      await Promise.race([listened, closed])
    } finally {
      client.end().catch(() => {})
    }
  }

  return {
    send: async (text) => {
      if (Buffer.byteLength(text) > MAX_BYTES) throw new Error('message too large for NOTIFY')
      await pool.query('select pg_notify($1, $2)', [channel, text])
    },
    close: async () => {
      ending.abort()
      await listening
    },
  }
}
