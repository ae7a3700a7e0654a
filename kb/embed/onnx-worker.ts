import { parentPort, workerData } from 'node:worker_threads'
import { Tokenizer } from '@huggingface/tokenizers'
import { modelDimensions, readModelFile } from './model-files.ts'
import type { WorkerReply, WorkerRequest } from './onnx-messages.ts'
import { normaliseVector } from './vector.ts'

/**
 * The thread that runs the sentence model. One text a run: the 8-bit model scales its activations over the
 * whole batch, so a batch of eight would save a fifth of the time and change each vector (cosine .994 with
 * itself); alone, the same text always gives the same vector.
 */
const MAX_TOKENS = 512

async function loadModel(folder: string, threads: number) {
  const [ort, model, tokens] = await Promise.all([
    import('onnxruntime-node'),
    readModelFile(folder, 'onnx/model_quantized.onnx'),
    readModelFile(folder, 'tokenizer.json'),
  ])
  const tokenizer = new Tokenizer(JSON.parse(tokens.toString('utf8')), {})
  const session = await ort.InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  const toTensor = (ids: readonly number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])

  return async (text: string): Promise<Float32Array> => {
    const all = tokenizer.encode(text).ids
    const ids = all.length > MAX_TOKENS ? [...all.slice(0, MAX_TOKENS - 1), ...all.slice(-1)] : all
    const { last_hidden_state } = await session.run({
      input_ids: toTensor(ids),
      attention_mask: toTensor(ids.map(() => 1)),
      token_type_ids: toTensor(ids.map(() => 0)),
    })
    const hidden = last_hidden_state?.data
    if (!(hidden instanceof Float32Array)) throw new Error('last_hidden_state')
    // CLS pooling: the first token's state is the sentence.
    return normaliseVector(hidden.slice(0, modelDimensions))
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const port = parentPort
const post = (reply: WorkerReply) => port?.postMessage(reply)
const { folder, threads } = workerData as { folder: string; threads: number }

try {
  const embed = await loadModel(folder, threads)
  port?.on('message', async ({ id, texts }: WorkerRequest) => {
    try {
      const vectors: Float32Array[] = []
      for (const text of texts) vectors.push(await embed(text))
      post({ type: 'vectors', id, vectors })
    } catch (error) {
      post({ type: 'failed', id, detail: describe(error) })
    }
  })
  post({ type: 'ready' })
} catch (error) {
  post({ type: 'unusable', detail: describe(error) })
}
