import type { Worker } from 'node:worker_threads'
import { type PGlite, protocol } from '@electric-sql/pglite'
import { startWorker } from '../kernel/start-worker.ts'

export type ToThread = { type: 'query'; id: number; bytes: Uint8Array } | { type: 'close' }
export type FromThread =
  | { type: 'ready' }
  | { type: 'answer'; id: number; bytes: Uint8Array }
  | { type: 'failed'; id: number; error: string }
  | { type: 'closed' }

export interface PgliteThread {
  /** For `createPgConfig`, which uses these two members of it and no others. */
  pglite: Pick<PGlite, 'waitReady' | 'execProtocolStream'>
  close(): Promise<void>
}

interface Pending {
  resolve(bytes: Uint8Array): void
  reject(error: Error): void
}

/**
 * PGlite in a thread of its own: a heavy query then holds up other queries, but not the event loop that keeps the
 * chats, their heartbeats and the pages going. Costs 0.1 ms a query. `onCrash` is told when it ends by itself.
 */
export async function openPgliteThread(
  dataDir: string,
  onCrash: (error: Error) => void,
): Promise<PgliteThread> {
  const worker = startWorker(new URL('pglite-worker.ts', import.meta.url), { dataDir })
  const pending = new Map<number, Pending>()
  let ended: Error | undefined
  let closing = false

  const end = (error: Error) => {
    if (ended !== undefined) return
    ended = error
    for (const { reject } of pending.values()) reject(error)
    pending.clear()
    if (!closing) onCrash(error)
  }
  worker.on('message', (message: FromThread) => {
    if (message.type !== 'answer' && message.type !== 'failed') return
    const query = pending.get(message.id)
    pending.delete(message.id)
    if (message.type === 'answer') query?.resolve(message.bytes)
    else query?.reject(new Error(message.error))
  })
  worker.on('exit', (code) => end(new Error(`the embedded database has ended (code ${code})`)))
  await started(worker)
  worker.on('error', end)

  let count = 0
  const exchange = (bytes: Uint8Array) =>
    new Promise<Uint8Array>((resolve, reject) => {
      if (ended !== undefined) return reject(ended)
      count += 1
      pending.set(count, { resolve, reject })
      worker.postMessage({ type: 'query', id: count, bytes } satisfies ToThread)
    })
  return {
    pglite: {
      waitReady: Promise.resolve(),
      execProtocolStream: async (bytes) => readMessages(await exchange(bytes)),
    },
    close: async () => {
      closing = true
      if (ended !== undefined) return
      const exited = new Promise<void>((done) => worker.once('exit', () => done()))
      worker.postMessage({ type: 'close' } satisfies ToThread)
      await exited
    },
  }
}

type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>

function readMessages(bytes: Uint8Array): Messages {
  const messages: Messages = []
  new protocol.Parser().parse(bytes, (message) => messages.push(message))
  return messages
}

/** Resolves when the database is open; rejects with what prevented it. */
function started(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`ended with code ${code}`)))
    worker.once('message', () => {
      worker.off('error', reject)
      resolve()
    })
  })
}
