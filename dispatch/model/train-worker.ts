import { parentPort, workerData } from 'node:worker_threads'
import type { Pack } from '../../db/packs/pack.ts'
import type { OrderText } from '../classifier/class-model.ts'
import { encodeClassModel } from '../classifier/class-model-file.ts'
import { trainModel } from './train-model.ts'

/** The thread that trains: a minute with a large history, in which the server must go on answering. */
const { pack, orders } = workerData as { pack: Pack; orders: OrderText[] }
const bytes = encodeClassModel(await trainModel(pack, orders))
parentPort?.postMessage(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
