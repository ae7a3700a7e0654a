import { createRequire } from 'node:module'
import type { Logger } from 'pino'
import type { Embedder } from './embedder.ts'
import { createHashEmbedder } from './hash-embedder.ts'
import { modelPresent } from './model-files.ts'
import { createOnnxEmbedder } from './onnx-embedder.ts'
import { cacheVectors } from './vector-cache.ts'

/** The part of the configuration that chooses the embedder. */
export interface EmbedderConfig {
  embedder: 'auto' | 'onnx' | 'hash' | 'openai' | 'off'
  modelDir: string
  embeddingBaseUrl?: string | undefined
  embeddingModel?: string | undefined
  embeddingApiKey?: string | undefined
  embeddingBatch: number
  embeddingQueryPrefix: string
}
type Log = Pick<Logger, 'info' | 'warn'>

/** The runtime is an optional dependency: where its install failed, the product works without it. */
function runtimeInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node')
    return true
  } catch {
    return false
  }
}

async function onnxOrHash(config: EmbedderConfig, log: Log): Promise<Embedder> {
  const missing = [
    (await modelPresent(config.modelDir)) ? '' : '还没有语义模型（npx jiesu model fetch 可下载）',
    runtimeInstalled() ? '' : '没有安装 onnxruntime-node',
  ].filter((text) => text !== '')
  if (missing.length > 0) {
    const note = `${missing.join('，')}；改用哈希向量，检索以关键词为主。`
    if (config.embedder === 'onnx') log.warn(note)
    else log.info(note)
    return createHashEmbedder()
  }
  try {
    return await createOnnxEmbedder(config.modelDir)
  } catch (error) {
    log.warn({ err: error }, '语义模型不能使用，改用哈希向量，检索以关键词为主。')
    return createHashEmbedder()
  }
}

async function openEndpoint(config: EmbedderConfig): Promise<Embedder> {
  const { createEndpointEmbedder } = await import('./openai-embedder.ts')
  return await createEndpointEmbedder({
    baseUrl: config.embeddingBaseUrl ?? '',
    model: config.embeddingModel ?? '',
    apiKey: config.embeddingApiKey,
    batch: config.embeddingBatch,
    queryPrefix: config.embeddingQueryPrefix,
  })
}

async function endpointOrNone(config: EmbedderConfig, log: Log): Promise<Embedder | null> {
  try {
    return await openEndpoint(config)
  } catch (error) {
    log.warn({ err: error }, '向量服务不可用，只用关键词检索；服务恢复后请重新启动。')
    return null
  }
}

/**
 * The embedder that the configuration asks for; `null` is off, search is lexical then. `auto` takes what is
 * there and never waits for a download.
 */
export async function createEmbedder(config: EmbedderConfig, log: Log): Promise<Embedder | null> {
  switch (config.embedder) {
    case 'off':
      return null
    case 'hash':
      return cacheVectors(createHashEmbedder())
    case 'openai': {
      const embedder = await endpointOrNone(config, log)
      return embedder && cacheVectors(embedder)
    }
    default:
      return cacheVectors(await onnxOrHash(config, log))
  }
}

/** The same for work that is nothing without vectors: an endpoint that does not answer is an error here (`embedding.unavailable`). */
export async function requireEmbedder(config: EmbedderConfig, log: Log): Promise<Embedder | null> {
  return config.embedder === 'openai'
    ? await openEndpoint(config)
    : await createEmbedder(config, log)
}
