import OpenAI from 'openai'
import { AppError } from '../../db/kernel/errors.ts'
import { redact } from '../language/redact.ts'
import { createCircuitBreaker } from '../llm/circuit-breaker.ts'
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
  now?: () => number
}

const LEAST_NORM = 1e-6
/** A dead endpoint costs a proposal its vector, and must not cost it half a minute each time. */
const BREAKER = { failures: 2, pauseMs: 30_000 }
const TIMEOUT_MS = 10_000

/** A wrong decoder gives vectors of another length, or full of zeros: better none than such a one. */
function checkVector(values: readonly number[], dimensions: number | null): Float32Array {
  // What is null, or a text in place of numbers, would silently become zeros.
  if (!Array.isArray(values) || !values.every(Number.isFinite)) {
    throw new AppError('embedding.invalid', { detail: '向量里有不是数字的值' })
  }
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

interface Row {
  index?: number
  embedding: number[]
}

/** Each input has one vector: too few, too many or two for one is no answer. Some servers leave the index out. */
function inOrder(rows: readonly Row[], count: number): Row[] {
  const at = rows.map((row, i) => row.index ?? i)
  const whole = rows.length === count && new Set(at).size === count
  if (!whole || at.some((i) => !(i >= 0 && i < count))) {
    throw new AppError('embedding.invalid', { detail: `${count} 段文字得到 ${rows.length} 个向量` })
  }
  return rows
    .map((row, i) => ({ row, at: at[i] ?? i }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row)
}

/**
 * Any OpenAI-compatible endpoint. `encoding_format: 'float'` is said always: the client otherwise asks for
 * base64 and decodes whatever comes back. The first call, made here, tells the number of dimensions. Texts
 * leave without what names a person (R9); 429, 5xx and timeouts are tried again twice, and after failures in a row the endpoint is left
 * alone for a while.
 */
export async function createEndpointEmbedder(options: EndpointOptions): Promise<Embedder> {
  const client = new OpenAI({
    apiKey: options.apiKey ?? 'none',
    baseURL: options.baseUrl,
    maxRetries: 2,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
  })
  const breaker = createCircuitBreaker(options.now ?? Date.now, BREAKER)
  const request = async (input: string[]): Promise<Row[]> => {
    if (!breaker.mayCall()) {
      throw new AppError('embedding.unavailable', { detail: '连续失败，暂停调用' })
    }
    const { model } = options
    try {
      const found = await client.embeddings.create({ model, input, encoding_format: 'float' })
      breaker.report(true)
      return found.data ?? []
    } catch (cause) {
      breaker.report(false)
      const detail = cause instanceof Error ? cause.message : String(cause)
      throw new AppError('embedding.unavailable', { detail, cause })
    }
  }
  const call = async (input: string[], dimensions: number | null): Promise<Float32Array[]> => {
    const rows = inOrder(await request(input), input.length)
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
        const batch = texts.slice(i, i + options.batch).map((text) => `${prefix}${redact(text)}`)
        vectors.push(...(await call(batch, dimensions)))
      }
      return vectors
    },
    close: async () => {},
  }
}
