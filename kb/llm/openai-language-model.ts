import OpenAI from 'openai'
import type { z } from 'zod'
import { createCircuitBreaker } from './circuit-breaker.ts'
import type {
  Completion,
  CompletionFailure,
  CompletionUsage,
  CompletionWish,
  LanguageModel,
} from './language-model.ts'
import type { ModelUse } from './usage-store.ts'

export interface OpenAiOptions {
  baseUrl: string
  model: string
  apiKey?: string | undefined
  timeoutMs?: number
  /** Price of a million tokens. */
  price?: { input: number; output: number } | undefined
  /** Told of every call; its failure must not become the call's. */
  record?: (use: ModelUse) => Promise<void>
  onRecordFailure?: (error: unknown) => void
  now?: () => number
}

/** A citizen waits for the answer: later than this it is given without the model. */
const BUDGET_MS = 3000

/** What is failing here, and not only this request. */
const endpointFailures: readonly CompletionFailure[] = ['timeout', 'rate_limited', 'unavailable']

interface Reply {
  text: string
  finished: boolean
  inputTokens: number
  outputTokens: number
}

function failureOf(error: unknown): CompletionFailure {
  if (error instanceof OpenAI.APIUserAbortError) return 'timeout'
  if (error instanceof OpenAI.APIConnectionTimeoutError) return 'timeout'
  if (error instanceof OpenAI.RateLimitError) return 'rate_limited'
  return 'unavailable'
}

/** The value of the wished shape in a reply, or null; a fence around the JSON is let pass, other words are not. */
function readValue<T>(text: string, schema: z.ZodType<T>): { value: T } | null {
  const json = /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(text.trim())?.[1] ?? text
  try {
    const parsed = schema.safeParse(JSON.parse(json))
    return parsed.success ? { value: parsed.data } : null
  } catch {
    return null
  }
}

async function ask(
  client: OpenAI,
  model: string,
  { prompt, signal }: { prompt: CompletionWish<unknown>['prompt']; signal: AbortSignal },
): Promise<Reply> {
  const reply = await client.chat.completions.create(
    {
      model,
      temperature: 0,
      messages: [
        { role: 'system', content: prompt.system },
        { role: 'user', content: prompt.user },
      ],
      response_format: { type: 'json_object' },
    },
    { signal },
  )
  const choice = reply.choices?.[0]
  return {
    text: choice?.message?.content ?? '',
    finished: choice?.finish_reason !== 'length',
    inputTokens: reply.usage?.prompt_tokens ?? 0,
    outputTokens: reply.usage?.completion_tokens ?? 0,
  }
}

/**
 * Any OpenAI-compatible endpoint as a language model: one call within the budget, strict JSON checked by the
 * schema, a circuit breaker over the endpoint, every use recorded with its cost.
 */
export function createOpenAiLanguageModel(options: OpenAiOptions): LanguageModel {
  const { model, price, now = Date.now, timeoutMs: budget = BUDGET_MS } = options
  const client = new OpenAI({
    apiKey: options.apiKey ?? 'none',
    baseURL: options.baseUrl,
    maxRetries: 0,
  })
  const breaker = createCircuitBreaker(now)

  const usageOf = (reply: Reply | null, since: number): CompletionUsage => {
    const [inputTokens, outputTokens] = [reply?.inputTokens ?? 0, reply?.outputTokens ?? 0]
    const cost = price
      ? (inputTokens * price.input + outputTokens * price.output) / 1_000_000
      : null
    return { inputTokens, outputTokens, cost, ms: now() - since }
  }

  const run = async <T>(wish: CompletionWish<T>): Promise<Completion<T>> => {
    const since = now()
    const fail = (reason: CompletionFailure, reply: Reply | null = null): Completion<T> => ({
      ok: false,
      reason,
      usage: usageOf(reply, since),
    })
    if (!breaker.mayCall()) return fail('circuit_open')
    try {
      const signal = AbortSignal.timeout(Math.min(wish.timeoutMs ?? budget, budget))
      const reply = await ask(client, model, { prompt: wish.prompt, signal })
      breaker.report(true)
      if (!reply.finished) return fail('truncated', reply)
      const found = readValue(reply.text, wish.schema)
      if (!found) return fail('invalid', reply)
      return { ok: true, value: found.value, usage: usageOf(reply, since) }
    } catch (error) {
      const reason = failureOf(error)
      breaker.report(!endpointFailures.includes(reason))
      return fail(reason)
    }
  }

  return {
    model,
    complete: async (wish) => {
      const found = await run(wish)
      const { purpose, prompt } = wish
      const outcome = found.ok ? 'ok' : found.reason
      await options
        .record?.({ purpose, prompt, model, outcome, usage: found.usage, at: new Date(now()) })
        .catch((error: unknown) => options.onRecordFailure?.(error))
      return found
    },
  }
}
