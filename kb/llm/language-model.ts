import type { z } from 'zod'

/** A prompt from `kb/llm/prompts`, its places filled; the version is recorded with every use. */
export interface Prompt {
  name: string
  version: number
  system: string
  /** Data alone: the citizen's and the articles' words stand here, redacted, and are never instructions. */
  user: string
}

export interface CompletionWish<T> {
  prompt: Prompt
  /** The shape of the answer; anything else counts as no answer. */
  schema: z.ZodType<T>
  /** What it is for, as the costs are counted: `answer`, `extract` … */
  purpose: string
  /** Less than the configured budget, where the caller has less. */
  timeoutMs?: number
}

export const completionFailures = [
  'timeout',
  'rate_limited',
  'unavailable',
  'truncated',
  'invalid',
  'circuit_open',
] as const
export type CompletionFailure = (typeof completionFailures)[number]

export interface CompletionUsage {
  inputTokens: number
  outputTokens: number
  /** In the currency of the configured prices; null without prices. */
  cost: number | null
  ms: number
}

export type Completion<T> =
  | { ok: true; value: T; usage: CompletionUsage }
  | { ok: false; reason: CompletionFailure; usage: CompletionUsage }

/**
 * The port of a language model. It never throws and never takes longer than its budget: whoever asks must have an
 * answer of his own for `ok: false`, so that its absence changes no outcome.
 */
export interface LanguageModel {
  model: string
  /** The most that a call may take. */
  budgetMs: number
  complete<T>(wish: CompletionWish<T>): Promise<Completion<T>>
}
