import { fileURLToPath } from 'node:url'
import type { Redis } from 'ioredis'
import { type Database, openDatabase } from '../db/client.ts'
import type { AnyJob } from '../db/jobs/job.ts'
import { createJobRunner, type JobRunner } from '../db/jobs/job-runner.ts'
import { type Clock, systemClock } from '../db/kernel/clock.ts'
import type { Config } from '../db/kernel/config.ts'
import { AppError } from '../db/kernel/errors.ts'
import { createLog, type Logger } from '../db/kernel/log.ts'
import { createSecrets, loadIdentityKey, type Secrets } from '../db/kernel/secrets.ts'
import { pendingMigrations } from '../db/migrate.ts'
import type { Pack } from '../db/packs/pack.ts'
import { loadPack } from '../db/packs/pack-view.ts'
import { createPubSub, type PubSub } from '../db/pubsub/pubsub.ts'
import { openRedis } from '../db/redis/open-redis.ts'
import type { Propose } from '../dispatch/proposal/proposal.ts'
import type { Ask } from '../kb/answer/ask-result.ts'
import type { LiveAsk } from '../kb/answer/live-ask.ts'
import { createEmbedder } from '../kb/embed/create-embedder.ts'
import type { FindArticles } from './calls/understand-call.ts'
import { type ChatSettings, chatSettings } from './conversation/chat-settings.ts'
import { missingTexts } from './conversation/texts.ts'
import { createJobs } from './create-jobs.ts'
import { createThinking, thinkLater } from './create-thinking.ts'
import { defaultLimits, type Limits, noLimits } from './http/limits.ts'

/** `server` answers requests, `worker` runs jobs, `all` is both in one process. */
export type ProcessRole = 'server' | 'worker' | 'all'
export type RateLimitStore = Redis

/** Everything that the app is made of. */
export interface Deps {
  config: Config
  log: Logger
  clock: Clock
  database: Database
  secrets: Secrets
  pubsub: PubSub
  runner: JobRunner
  pack: Pack
  packVersionId: string
  settings: ChatSettings
  /** What understands words; a server whose jobs run elsewhere loads it with its first call. */
  propose: Propose
  ask: Ask
  /** The answers as if a draft were published: the desk's preview. */
  askWith: LiveAsk['askWith']
  findArticles: FindArticles
  /** Whether everything is understood by meaning too, or never will be; before that, by words alone. */
  meaningReady(): boolean
  limits: Limits
  /** Counts requests over all servers; absent without REDIS_URL. */
  redis: RateLimitStore | null
  /** Where the built pages are. */
  webDir: string
  consoleDir: string
  hurry(jobId: string): void
  close(): Promise<void>
}

export interface DepsOptions {
  role: ProcessRole
  /** Given by a caller that has opened them already; `close` closes them all the same. */
  log?: Logger
  database?: Database
  clock?: Clock
  limits?: Limits
}

const builtIn = (path: string) => fileURLToPath(new URL(path, import.meta.url))

async function requireMigrated(database: Database): Promise<void> {
  const pending = await pendingMigrations(database)
  if (pending.length > 0) throw new AppError('db.migrations-pending', { count: pending.length })
}

function requireTexts(pack: Pack): void {
  const missing = missingTexts(pack.texts)
  if (missing.length > 0) {
    const detail = `texts.yaml 缺少 ${missing.join('、')}`
    throw new AppError('pack.invalid', { count: missing.length, detail })
  }
}

/**
 * The composition root: opens what a process needs, in order, and refuses to start on pending migrations, a missing pack or
 * texts that the conversation needs (the errors name the command that helps).
 */
export async function createDeps(config: Config, options: DepsOptions): Promise<Deps> {
  const log = options.log ?? createLog(config)
  const clock = options.clock ?? systemClock
  const database = options.database ?? (await openDatabase(config, log))
  const closers: (() => Promise<void> | void)[] = [() => database.close()]
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne()
  }
  try {
    await requireMigrated(database)
    const runsJobs = options.role !== 'server' || config.redisUrl === undefined
    // The sentence model loads in a thread of its own while the pack is read.
    const embedder = runsJobs ? createEmbedder(config, log) : undefined
    closers.push(async () => (await embedder)?.close())
    const secrets = createSecrets(loadIdentityKey(config, log))
    const { pack, versionId: packVersionId } = await loadPack(database.db, clock.now())
    requireTexts(pack)
    const pubsub = createPubSub({ config, database, log })
    closers.push(() => pubsub.close())
    const redis = config.redisUrl ? openRedis(config.redisUrl, { log, failFast: true }) : null
    if (redis) closers.push(() => redis.disconnect())

    const create = () => createThinking({ config, log, database, clock, pubsub, embedder }, pack)
    const thinking = runsJobs ? await create() : thinkLater(create)
    closers.push(() => thinking.close())
    const settings = chatSettings(config)
    const base = { database, clock, log, secrets, pubsub, pack, packVersionId, settings }
    const jobs: AnyJob[] = createJobs({
      ...base,
      ...thinking,
      dataDir: config.dataDir,
      attachmentsDir: config.attachmentsDir,
      jobKeepDays: config.jobKeepDays,
      evalData: config.evalData,
      evalGates: config.evalGates,
    })
    const role = jobRole(options.role, config)
    const runner = createJobRunner({ database, jobs, config, log, clock, role })
    const { propose, ask, askWith, findArticles, meaningReady } = thinking
    return {
      ...base,
      propose,
      ask,
      askWith,
      findArticles,
      meaningReady,
      config,
      runner,
      limits: options.limits ?? (config.limits === 'off' ? noLimits : defaultLimits),
      redis: redis?.client ?? null,
      webDir: builtIn('web/dist'),
      consoleDir: builtIn('console/dist'),
      hurry: runner.hurry,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function jobRole(role: ProcessRole, config: Config): 'server' | 'worker' | 'embedded' {
  if (role === 'worker') return 'worker'
  return role === 'server' && config.redisUrl !== undefined ? 'server' : 'embedded'
}
