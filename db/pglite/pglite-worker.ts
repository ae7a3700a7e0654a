import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import type { FromThread, ToThread } from './pglite-thread.ts'

/** The thread that PGlite lives in: bytes of the PostgreSQL protocol in, bytes out, one after the other. */
async function run(dataDir: string): Promise<void> {
  const pglite = await PGlite.create({ dataDir, extensions: { vector } })
  let last: Promise<unknown> = Promise.resolve()
  parentPort?.on('message', (message: ToThread) => {
    last = last.then(() => answer(pglite, message))
  })
  send({ type: 'ready' })
}

async function answer(pglite: PGlite, message: ToThread): Promise<void> {
  if (message.type === 'close') {
    await pglite.close()
    send({ type: 'closed' })
    parentPort?.close()
    return
  }
  try {
    // A copy, because the answer is a view of the database's memory, which the next query writes over.
    const bytes = (await pglite.execProtocolRaw(message.bytes)).slice()
    send({ type: 'answer', id: message.id, bytes }, bytes.buffer)
  } catch (error) {
    send({ type: 'failed', id: message.id, error: String(error) })
  }
}

function send(message: FromThread, ...transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer)
}

await run((workerData as { dataDir: string }).dataDir)
