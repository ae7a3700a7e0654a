import type { LanguageModel } from './language-model.ts'
import type { OpenAiOptions } from './openai-language-model.ts'

/** The part of the configuration that names a language model. */
export interface LanguageModelConfig {
  llmBaseUrl?: string | undefined
  llmModel?: string | undefined
  llmApiKey?: string | undefined
  llmTimeoutMs: number
  llmStream?: boolean | undefined
  llmExtra?: Record<string, unknown> | undefined
  llmPrice?: { input: number; output: number } | undefined
}

/** The configured language model, or null: without one every answer keeps its shape. The client is loaded only with one. */
export async function createLanguageModel(
  config: LanguageModelConfig,
  watch: Pick<OpenAiOptions, 'record' | 'onRecordFailure' | 'onError'>,
): Promise<LanguageModel | null> {
  const { llmBaseUrl: baseUrl, llmModel: model } = config
  if (baseUrl === undefined || model === undefined) return null
  const { createOpenAiLanguageModel } = await import('./openai-language-model.ts')
  return createOpenAiLanguageModel({
    baseUrl,
    model,
    apiKey: config.llmApiKey,
    timeoutMs: config.llmTimeoutMs,
    stream: config.llmStream,
    extra: config.llmExtra,
    price: config.llmPrice,
    ...watch,
  })
}
