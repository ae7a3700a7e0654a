import OpenAI from 'openai'
import { AppError } from '../../db/kernel/errors.ts'
import type { Embedder } from './embedder.ts'
import { normaliseVector } from './vector.ts'

export interface EndpointOptions {
  baseUrl: string
  model: string
  apiKey: string | undefined
  /** Inputs per call; some services take at most ten. */
  batch: number
  /** What the model wants in front of a question; passages get nothing. */
  queryPrefix: string
  timeoutMs?: number
}

const LEAST_NORM = 1e-6

/** A wrong decoder gives vectors of another length, or full of zeros: better none than such a one. */
function checkVector(values: readonly number[], dimensions: number | null): Float32Array {
  const vector = Float32Array.from(values)
  if (dimensions !== null && vector.length !== dimensions) {
    throw new AppError('embedding.invalid', {
      detail: `长度 ${vector.length}，应为 ${dimensions}`,
    })
  }
  const norm = Math.hypot(...vector)
  // Models give 1, or some tens without normalising; next to nothing is a decoder's zeros, not a meaning.
  if (!(norm > LEAST_NORM && Number.isFinite(norm))) {
    throw new AppError('embedding.invalid', { detail: `空向量或无效数值（模长 ${norm}）` })
  }
  return normaliseVector(vector)
}

/**
 * Any OpenAI-compatible endpoint. `encoding_format: 'float'` is said always: the client otherwise asks for
 * base64 and decodes whatever comes back. The first call, made here, tells the number of dimensions.
 */
export async function createEndpointEmbedder(options: EndpointOptions): Promise<Embedder> {
  const client = new OpenAI({
    apiKey: options.apiKey ?? 'none',
    baseURL: options.baseUrl,
    maxRetries: 2,
    timeout: options.timeoutMs ?? 20_000,
  })
  const call = async (input: string[], dimensions: number | null): Promise<Float32Array[]> => {
    const response = await client.embeddings
      .create({ model: options.model, input, encoding_format: 'float' })
      .catch((cause: unknown) => {
        const detail = cause instanceof Error ? cause.message : String(cause)
        throw new AppError('embedding.unavailable', { detail, cause })
      })
    const rows = [...(response.data ?? [])].sort((a, b) => a.index - b.index)
    if (rows.length !== input.length) {
      throw new AppError('embedding.invalid', {
        detail: `${input.length} 段文字得到 ${rows.length} 个向量`,
      })
    }
    return rows.map((row) => checkVector(row.embedding, dimensions))
  }
  const dimensions = (await call(['测试'], null))[0]?.length ?? 0
  return {
    space: {
      id: `openai:${options.model}:${dimensions}`,
      kind: 'openai',
      model: options.model,
      dimensions,
    },
    embed: async (texts, role) => {
      const prefix = role === 'query' ? options.queryPrefix : ''
      const vectors: Float32Array[] = []
      for (let i = 0; i < texts.length; i += options.batch) {
        const batch = texts.slice(i, i + options.batch).map((text) => `${prefix}${text}`)
        vectors.push(...(await call(batch, dimensions)))
      }
      return vectors
    },
    close: async () => {},
  }
}
