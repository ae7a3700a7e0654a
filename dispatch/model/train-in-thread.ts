import { once } from 'node:events'
import { startWorker } from '../../db/kernel/start-worker.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { OrderText } from '../classifier/class-model.ts'
import { type ClassModel, decodeClassModel } from '../classifier/class-model-file.ts'

/** Trains classes and leads in a thread of its own; rejects where the thread fails. */
export async function trainInThread(pack: Pack, orders: readonly OrderText[]): Promise<ClassModel> {
  const worker = startWorker(new URL('./train-worker.ts', import.meta.url), {
    pack,
    orders: [...orders],
  })
  try {
    const [bytes] = (await once(worker, 'message')) as [Uint8Array]
    return decodeClassModel(bytes)
  } finally {
    await worker.terminate()
  }
}
