import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { environmentSchema } from './environment-schema.ts'
import { AppError } from './errors.ts'

export type Shape = 'embedded' | 'production'
type Environment = z.output<typeof environmentSchema>

/** The whole configuration: read once at start, frozen, passed on as an argument. */
export type Config = Readonly<ReturnType<typeof toConfig>>

/** Values of these variables are never repeated in an error: terminals and logs outlive a typing mistake. */
const secretVariables = [
  'DATABASE_URL',
  'REDIS_URL',
  'IDENTITY_KEY',
  'OPENAI_API_KEY',
  'WECHAT_SECRET',
  'EMBEDDING_API_KEY',
  'RERANK_API_KEY',
]

/** The sample city that a start without settings shows; any other city sets PACK_DIR. */
const packsDir = fileURLToPath(new URL('../packs', import.meta.url))

/** The first folder of db/packs that is a pack: no code knows a city's name. */
function findDefaultPack(): string {
  const [first] = readdirSync(packsDir)
    .sort()
    .filter((name) => existsSync(join(packsDir, name, 'pack.yaml')))
  return join(packsDir, first ?? '')
}

/**
 * Reads the environment (`.env.example` documents each variable); an empty variable counts as absent, because
 * compose files pass those. Throws `config.invalid` that names every wrong variable, its value and the fix.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const detail = parsed.error.issues.map((issue) => describeIssue(issue, given)).join('；')
    throw new AppError('config.invalid', { detail })
  }
  return Object.freeze(toConfig(parsed.data))
}

function describeIssue(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const variable = String(issue.path[0])
  const value = given[variable]
  if (value === undefined) return `缺少 ${variable}，${issue.message}`
  const shown = secretVariables.includes(variable) ? '' : `=${value}`
  return `${variable}${shown}，${issue.message}`
}

/** Without a price the cost of a use is not known, which is not the same as none. */
function priceOf({ LLM_PRICE_INPUT: input, LLM_PRICE_OUTPUT: output }: Environment) {
  if (input === undefined && output === undefined) return undefined
  return { input: input ?? 0, output: output ?? 0 }
}

function toConfig(env: Environment) {
  const shape: Shape = env.DATABASE_URL === undefined ? 'embedded' : 'production'
  const dataDir = resolve(env.DATA_DIR)
  return {
    shape,
    port: env.PORT,
    // The embedded shape has sample staff with printed passwords: it must not be reachable from outside by default.
    host: env.HOST ?? (shape === 'embedded' ? '127.0.0.1' : '0.0.0.0'),
    dataDir,
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL,
    redisPrefix: env.REDIS_PREFIX,
    packDir: resolve(env.PACK_DIR ?? findDefaultPack()),
    embedder: env.EMBEDDER,
    /** A trained classifier in a file, for the evaluation suite; null: the pack's own, or the active one. */
    classModel: env.CLASS_MODEL ?? null,
    /** A city's own cases, by which a retrained model is judged; null: those of the program. */
    evalData: env.EVAL_DATA === undefined ? null : resolve(env.EVAL_DATA),
    evalGates: env.EVAL_GATES === undefined ? null : resolve(env.EVAL_GATES),
    modelDir: resolve(env.MODEL_DIR ?? `${dataDir}/models`),
    embeddingBaseUrl: env.EMBEDDING_BASE_URL,
    embeddingModel: env.EMBEDDING_MODEL,
    embeddingApiKey: env.EMBEDDING_API_KEY,
    embeddingBatch: env.EMBEDDING_BATCH,
    embeddingQueryPrefix: env.EMBEDDING_QUERY_PREFIX,
    rerankBaseUrl: env.RERANK_BASE_URL,
    rerankModel: env.RERANK_MODEL,
    rerankApiKey: env.RERANK_API_KEY,
    rerankTimeoutMs: env.RERANK_TIMEOUT_MS,
    llmBaseUrl: env.OPENAI_BASE_URL,
    llmModel: env.OPENAI_MODEL,
    llmApiKey: env.OPENAI_API_KEY,
    llmTimeoutMs: env.LLM_TIMEOUT_MS,
    llmStream: env.LLM_STREAM === 'on',
    llmExtra: env.LLM_EXTRA,
    llmPrice: priceOf(env),
    identityKey: env.IDENTITY_KEY,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY,
    publicUrl: env.PUBLIC_URL,
    sessionHours: env.SESSION_HOURS,
    jobKeepDays: env.JOB_KEEP_DAYS,
    draftKeepDays: env.DRAFT_KEEP_DAYS,
    receptionHours: env.RECEPTION_HOURS,
    undoSeconds: env.DISPATCH_UNDO_SECONDS,
    tls: env.TLS,
    selfApproval: env.KB_SELF_APPROVAL,
    limits: env.LIMITS,
    wechat: toWechat(env),
    attachmentsDir: resolve(env.ATTACHMENTS_DIR ?? `${dataDir}/attachments`),
    attachmentMaxMegabytes: env.ATTACHMENT_MAX_MB,
    clamdUrl: env.CLAMD_URL,
    embedOrigins: env.EMBED_ORIGINS,
    map: toMap(env),
  }
}

/** Sign-in by WeChat needs both; with one alone it stays off. */
function toWechat({
  WECHAT_APPID: appId,
  WECHAT_SECRET: secret,
  WECHAT_API_URL: apiUrl,
}: Environment) {
  return appId === undefined || secret === undefined ? null : { appId, secret, apiUrl }
}

function toMap(env: Environment) {
  return {
    tileUrl: env.MAP_TILE_URL ?? null,
    tileSystem: env.MAP_TILE_SYSTEM,
    tileAttribution: env.MAP_TILE_ATTRIBUTION,
    boundaryFile: env.MAP_BOUNDARY_FILE === undefined ? null : resolve(env.MAP_BOUNDARY_FILE),
    approvalNumber: env.MAP_APPROVAL_NUMBER ?? '',
  }
}
