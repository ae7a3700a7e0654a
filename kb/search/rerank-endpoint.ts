import { z } from 'zod'
import { redact } from '../language/redact.ts'
import { createCircuitBreaker } from '../llm/circuit-breaker.ts'
import type { Rerank } from './rerank.ts'

export interface RerankEndpoint {
  /** Before `/rerank`, for example `https://…/v1`. */
  baseUrl: string
  model: string
  apiKey: string | undefined
  /** Later than this the order stays as it is. */
  timeoutMs: number
  now?: () => number
  /** Told why the endpoint had no opinion. */
  onFailure?: (error: unknown) => void
}

const answer = z.object({
  results: z.array(
    z.object({ index: z.number().int().nonnegative(), relevance_score: z.number() }),
  ),
})

/** Each text has one score, or the answer counts for nothing. */
function scoresOf(body: unknown, count: number): number[] {
  const { results } = answer.parse(body)
  const scores = new Array<number>(count).fill(Number.NaN)
  for (const { index, relevance_score } of results)
    if (index < count) scores[index] = relevance_score
  if (!scores.every(Number.isFinite)) throw new Error(`${results.length} scores for ${count} texts`)
  return scores
}

/**
 * A cross-encoder behind `POST {baseUrl}/rerank`, as Jina, Cohere, vLLM, Xinference and others speak it. The question leaves without identities
 * (promise 3). Late, broken or short answers are no opinion; after failures in a row it is left alone for a while.
 */
export function createEndpointRerank(options: RerankEndpoint): Rerank {
  const { baseUrl, model, apiKey, timeoutMs, now = Date.now, onFailure = () => {} } = options
  const breaker = createCircuitBreaker(now)
  const headers = {
    'content-type': 'application/json',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  }
  const ask = async (question: string, documents: readonly string[]): Promise<number[]> => {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/rerank`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model, query: redact(question), documents, top_n: documents.length }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return scoresOf(await response.json(), documents.length)
  }
  return async (question, texts) => {
    if (!breaker.mayCall()) return null
    try {
      const scores = await ask(question, texts)
      breaker.report(true)
      return scores
    } catch (error) {
      breaker.report(false)
      onFailure(error)
      return null
    }
  }
}

/** The part of the configuration that names a re-ranking endpoint. */
export interface RerankConfig {
  rerankBaseUrl?: string | undefined
  rerankModel?: string | undefined
  rerankApiKey?: string | undefined
  rerankTimeoutMs: number
}

/** The configured endpoint, or null: without one the order is the search's own. */
export function createRerank(
  config: RerankConfig,
  onFailure: (error: unknown) => void,
): Rerank | null {
  const { rerankBaseUrl: baseUrl, rerankModel: model, rerankApiKey: apiKey } = config
  if (baseUrl === undefined || model === undefined) return null
  return createEndpointRerank({
    baseUrl,
    model,
    apiKey,
    timeoutMs: config.rerankTimeoutMs,
    onFailure,
  })
}
