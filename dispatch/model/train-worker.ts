import { parentPort, workerData } from 'node:worker_threads'
import { type OrderText, trainClassModel } from '../classifier/class-model.ts'
import { encodeClassModel } from '../classifier/class-model-file.ts'

/** The thread that trains: a minute with a large history, in which the server must go on answering. */
type TrainingInput = Parameters<typeof trainClassModel>[0]

const { pack, orders } = workerData as { pack: TrainingInput; orders: OrderText[] }
const bytes = encodeClassModel(trainClassModel(pack, orders))
parentPort?.postMessage(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
