import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createJobRunner } from '../../db/jobs/job-runner.ts'
import { type Clock, systemClock } from '../../db/kernel/clock.ts'
import { loadConfig } from '../../db/kernel/config.ts'
import { createSecrets } from '../../db/kernel/secrets.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import { createPubSub } from '../../db/pubsub/pubsub.ts'
import { createTestDatabase, type TestDatabase, testLog } from '../../db/testing/test-database.ts'
import type { Role } from '../../dispatch/order/roles.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import type { Ask } from '../../kb/answer/ask-result.ts'
import { buildApp } from '../app.ts'
import { type ChatClient, type ChatClientOptions, connectChat } from '../client/chat-client.ts'
import { chatSettings } from '../conversation/chat-settings.ts'
import { createJobs } from '../create-jobs.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-types.ts'
import { type Limits, noLimits } from '../http/limits.ts'
import { createStaffUser } from '../staff/create-staff-user.ts'
import { type ConsoleSession, signIn } from './console-session.ts'
import { makeProposal, nowhere } from './make-proposal.ts'
import { smallPack } from './small-pack.ts'

export const TEST_PASSWORD = 'correct horse battery'

/** Understands a handful of words, so that a test can say what is to be understood. */
export const wordProposer: Propose = async ({ text, known }) => {
  const all = `${text} ${known?.address ?? ''}`
  const street = /二街道/.test(all) ? '甲区二街道' : '甲区一街道'
  const place = /街道/.test(all)
    ? { ...nowhere, district: '甲区', subdistrict: street }
    : { ...nowhere }
  const code = street === '甲区二街道' ? '990101002' : '990101001'
  const unit = (name: string, role: 'lead' | 'copy', unitCode: string) => {
    return { code: unitCode, name, level: 'subdistrict', role, p: 0.9, reason: '属地' }
  }
  if (/着火/.test(text)) {
    return makeProposal({ triage: 'emergency', emergency_number: '119', mode: 'none' })
  }
  if (/怎么办/.test(text)) return makeProposal({ triage: 'inquiry', mode: 'none', deadline: null })
  return makeProposal({
    place,
    units: [unit(street, 'lead', code), unit('甲区', 'copy', '990101')],
    mode: place.subdistrict ? 'direct_and_district' : 'ask_place',
    missing: place.subdistrict ? [] : ['address'],
    text,
  })
}

/** Knows one thing. */
export const wordAnswerer: Ask = async ({ text }) => {
  const nothing = { reason: '', service_points: [], confidence: 0.9, ms: 1 }
  if (!/居住证/.test(text)) {
    return { ...nothing, outcome: 'refused', answer: '', citations: [] }
  }
  const citation = { article: 'a1', title: '居住证', source: '某局', valid_until: null }
  return { ...nothing, outcome: 'answered', answer: '到派出所办理。', citations: [citation] }
}

export interface TestApp {
  app: App
  deps: Deps
  database: TestDatabase
  /** `http://127.0.0.1:port` of a real port. */
  url: string
  chatUrl: string
  /** Runs everything that is due. */
  runJobs(): Promise<number>
  chat(options?: Partial<ChatClientOptions>): Promise<ChatClient>
  /** Makes an account with these roles and signs in with it. */
  staff(roles: Role[], unit?: string): Promise<ConsoleSession>
  close(): Promise<void>
}

export interface TestAppOptions {
  propose?: Propose
  ask?: Ask
  askWith?: Deps['askWith']
  clock?: Clock
  limits?: Partial<Omit<Limits, 'chat'>> & { chat?: Partial<Limits['chat']> }
  /** False: jobs run only when the test says so. */
  runJobs?: boolean
  env?: Record<string, string>
  /** A database that another app of the same test uses already. */
  database?: TestDatabase
}

/** The whole app on a database of its own and a real port, with a small city and words that tests can steer. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase())
  const deps = await createTestDeps(database, options)
  const { clock, runner, pubsub } = deps
  const app = await buildApp(deps)
  await app.listen({ port: 0, host: '127.0.0.1' })
  if (options.runJobs !== false) await runner.start()
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const chatUrl = `ws://127.0.0.1:${port}/ws/chat`
  return {
    app,
    deps,
    database,
    url,
    chatUrl,
    runJobs: runner.runDue,
    chat: (more = {}) => connectChat({ url: chatUrl, timeoutMs: 40_000, ...more }),
    staff: async (roles, unit) => {
      const login = `u${randomBytes(6).toString('hex')}`
      const user = { login, displayName: login, password: TEST_PASSWORD, roles }
      await createStaffUser({ database, clock }, { ...user, ...(unit ? { unit } : {}) })
      return await signIn(url, login, TEST_PASSWORD)
    },
    close: async () => {
      await app.close()
      await runner.stop()
      await pubsub.close()
      if (!options.database) await database.destroy()
    },
  }
}

/** What the app of a test is made of: everything real but the words that are understood. */
async function createTestDeps(database: TestDatabase, options: TestAppOptions): Promise<Deps> {
  const clock = options.clock ?? systemClock
  const config = testConfig(database, options.env)
  const pack = smallPack()
  const { versionId } = await importPack(database, pack, { now: clock.now(), by: 'test' })
  const pubsub = createPubSub({ config, database, log: testLog })
  const base = {
    database,
    clock,
    log: testLog,
    secrets: createSecrets(testKey),
    pubsub,
    pack,
    packVersionId: versionId,
    settings: chatSettings(config),
  }
  const propose = options.propose ?? wordProposer
  const ask = options.ask ?? wordAnswerer
  const jobs = createJobs({ ...config, ...base, propose, ask, embedder: null })
  const runner = createJobRunner({ database, jobs, config, log: testLog, clock })
  const limits = {
    ...noLimits,
    ...options.limits,
    chat: { ...noLimits.chat, framesPerSecond: 50, ...options.limits?.chat },
  }
  return {
    ...base,
    propose,
    ask,
    askWith: options.askWith ?? (async () => ask),
    findArticles: async () => [],
    meaningReady: () => true,
    config,
    runner,
    limits,
    redis: null,
    webDir: '/nowhere/web',
    consoleDir: '/nowhere/console',
    hurry: runner.hurry,
    close: async () => {},
  }
}

/** Orders leave at once, unless a test wants to call them back. */
function testConfig(database: TestDatabase, env: Record<string, string> = {}) {
  const databaseUrl = database.url ? { DATABASE_URL: database.url } : {}
  const fixed = { PORT: '0', HOST: '127.0.0.1', DISPATCH_UNDO_SECONDS: '0' }
  return loadConfig({ ...fixed, ...databaseUrl, ...env })
}

/** The same key for every app of a test, so that two servers read each other's rows. */
const testKey = Buffer.alloc(32, 7)
