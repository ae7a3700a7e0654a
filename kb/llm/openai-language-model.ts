import { setTimeout } from 'node:timers/promises'
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
  /** Some models only answer in a stream; the answer is used when it is whole all the same. */
  stream?: boolean | undefined
  /** What else goes into each call, for example that a model must not think aloud. */
  extra?: Record<string, unknown> | undefined
  /** Price of a million tokens. */
  price?: { input: number; output: number } | undefined
  /** Told of every call; its failure must not become the call's. */
  record?: (use: ModelUse) => Promise<void>
  onRecordFailure?: (error: unknown) => void
  /** Told what the client or the endpoint said, where a call failed. */
  onError?: (error: unknown) => void
  now?: () => number
}

/** A citizen waits for the answer: later than this it is given without the model. */
const BUDGET_MS = 3000

/** Too many requests is often over in a moment: asked once more, where the budget allows the wait. */
const AGAIN_MS = 300

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
  if (error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name))
    return 'timeout'
  if (error instanceof OpenAI.APIConnectionTimeoutError) return 'timeout'
  if (error instanceof OpenAI.RateLimitError) return 'rate_limited'
  return 'unavailable'
}

/** What some servers leave before the answer of a model that thinks aloud. */
const thoughts = /^\s*<think>[\s\S]*?<\/think>/

/** The value of the wished shape in a reply, or null; thoughts before it and a fence around it are let pass, other words are not. */
function readValue<T>(text: string, schema: z.ZodType<T>): { value: T } | null {
  const said = text.replace(thoughts, '').trim()
  const json = /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(said)?.[1] ?? said
  try {
    const parsed = schema.safeParse(JSON.parse(json))
    return parsed.success ? { value: parsed.data } : null
  } catch {
    return null
  }
}

interface Call {
  model: string
  prompt: CompletionWish<unknown>['prompt']
  extra: Record<string, unknown>
  signal: AbortSignal
}

/** What is configured beside may change how it is answered, and never what is asked. */
function bodyOf({ model, prompt, extra }: Call) {
  return {
    temperature: 0,
    response_format: { type: 'json_object' as const },
    ...extra,
    model,
    messages: [
      { role: 'system' as const, content: prompt.system },
      { role: 'user' as const, content: prompt.user },
    ],
  }
}

async function askWhole(client: OpenAI, call: Call): Promise<Reply> {
  const { signal } = call
  const body = { ...bodyOf(call), stream: false as const }
  const reply = await client.chat.completions.create(body, { signal })
  const choice = reply.choices?.[0]
  if (!choice) throw new Error('no completion in the reply')
  return {
    text: choice.message?.content ?? '',
    finished: choice.finish_reason !== 'length',
    inputTokens: reply.usage?.prompt_tokens ?? 0,
    outputTokens: reply.usage?.completion_tokens ?? 0,
  }
}

async function askStream(client: OpenAI, call: Call): Promise<Reply> {
  const body = { ...bodyOf(call), stream: true as const, stream_options: { include_usage: true } }
  const stream = await client.chat.completions.create(body, { signal: call.signal })
  let text = ''
  let finish: string | null = null
  const used = { inputTokens: 0, outputTokens: 0 }
  for await (const { choices, usage } of stream) {
    text += choices?.[0]?.delta?.content ?? ''
    finish = choices?.[0]?.finish_reason ?? finish
    used.inputTokens = usage?.prompt_tokens ?? used.inputTokens
    used.outputTokens = usage?.completion_tokens ?? used.outputTokens
  }
  // The client ends a stream that was aborted without an error: half an answer must not pass for one.
  call.signal.throwIfAborted()
  return { text, finished: finish === 'stop', ...used }
}

const waitFor = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal })

/**
 * Any OpenAI-compatible endpoint as a language model: one call within the budget, strict JSON checked by the
 * schema, a circuit breaker over the endpoint, every use recorded with its cost.
 */
export function createOpenAiLanguageModel(options: OpenAiOptions): LanguageModel {
  const { model, price, extra = {}, now = Date.now, timeoutMs: budget = BUDGET_MS } = options
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
    const signal = AbortSignal.timeout(Math.ceil(Math.min(wish.timeoutMs ?? budget, budget)))
    const ask = () => {
      const call = { model, prompt: wish.prompt, extra, signal }
      return options.stream ? askStream(client, call) : askWhole(client, call)
    }
    try {
      const reply = await ask().catch(async (error: unknown) => {
        if (!(error instanceof OpenAI.RateLimitError)) throw error
        await waitFor(AGAIN_MS, signal)
        return ask()
      })
      breaker.report(true)
      if (!reply.finished) return fail('truncated', reply)
      const found = readValue(reply.text, wish.schema)
      if (!found) return fail('invalid', reply)
      return { ok: true, value: found.value, usage: usageOf(reply, since) }
    } catch (error) {
      options.onError?.(error)
      const reason = failureOf(error)
      breaker.report(!endpointFailures.includes(reason))
      return fail(reason)
    }
  }

  return {
    model,
    budgetMs: budget,
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
