import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLog } from '../../db/kernel/log.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import { runPropose } from '../../dispatch/proposal/propose-command.ts'
import { createEmergencyCheck } from '../../dispatch/triage/emergency-check.ts'
import { runAsk } from '../../kb/answer/ask-command.ts'
import type { ClassesOf } from '../../kb/answer/near-miss.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { createLanguageModel } from '../../kb/llm/create-language-model.ts'
import { createUsageTotal, usageText } from '../../kb/llm/usage-total.ts'
import { createRerank } from '../../kb/search/rerank-endpoint.ts'
import { environment } from './environment.ts'
import { fetchIfWanted } from './model-command.ts'

interface Streams {
  input: Readable
  output: Writable
}

async function openStreams(args: string[], command: string): Promise<Streams> {
  const { values } = parseArgs({
    args,
    options: { in: { type: 'string' }, out: { type: 'string' } },
    strict: true,
  })
  if (!values.in || !values.out) {
    throw new AppError('command.usage', { usage: `jiesu ${command} --in FILE|- --out FILE|-` })
  }
  const input = values.in === '-' ? process.stdin : await openFile(values.in, 'r')
  const output = values.out === '-' ? process.stdout : await openFile(values.out, 'w')
  return { input: input as Readable, output: output as Writable }
}

/** Opens before anything slow begins, so that a wrong path is one sentence and not a crash later. */
async function openFile(file: string, mode: 'r' | 'w'): Promise<Readable | Writable> {
  try {
    const handle = await open(file, mode)
    if ((await handle.stat()).isDirectory()) throw new Error('是一个目录')
    return mode === 'r' ? handle.createReadStream() : handle.createWriteStream()
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('command.file', { file, detail, cause })
  }
}

const progressOn = (output: Writable) =>
  process.stderr.isTTY && output !== process.stdout
    ? (text: string) => process.stderr.write(`\r${text}\u001b[K`)
    : () => {}

/** What both commands need: the pack from its files, and the embedder that can be had. No database, no lock. */
async function prepare(config: Config) {
  const log = createLog({ ...config, logLevel: 'warn' })
  await fetchIfWanted(config)
  const [pack, embedder] = await Promise.all([
    readPack(config.packDir),
    createEmbedder(config, log),
  ])
  return { pack, embedder }
}

/** `jiesu propose`: reads requests, writes proposals, stores nothing. */
export async function runProposeFile(args: string[]): Promise<number> {
  const streams = await openStreams(args, 'propose')
  const config = loadConfig(environment())
  const { pack, embedder } = await prepare(config)
  const cacheDir = join(config.dataDir, 'cache')
  const progress = progressOn(streams.output)
  try {
    return await runPropose({ ...streams, pack, embedder, cacheDir, progress })
  } finally {
    await embedder?.close()
  }
}

/**
 * `jiesu ask`: reads questions, writes answers with their sources, stores nothing. It answers as the chat does: the same classes, and
 * the same endpoints where some are configured; what those cost is said at the end.
 */
export async function runAskFile(args: string[]): Promise<number> {
  const streams = await openStreams(args, 'ask')
  const config = loadConfig(environment())
  const { pack, embedder } = await prepare(config)
  const log = createLog({ ...config, logLevel: 'warn' })
  const used = createUsageTotal()
  const languageModel = await createLanguageModel(config, { record: async (use) => used.add(use) })
  const rerank = createRerank(config, (err) =>
    log.info({ err }, 'the order of articles is our own'),
  )
  try {
    return await runAsk({
      ...streams,
      pack,
      embedder,
      isEmergency: createEmergencyCheck(pack),
      classesOf: classesWhenNeeded({ pack, embedder, cacheDir: join(config.dataDir, 'cache') }),
      languageModel,
      rerank,
      progress: progressOn(streams.output),
    })
  } finally {
    if (languageModel) process.stderr.write(`${usageText(used.total())}\n`)
    await embedder?.close()
  }
}

/** Most files of questions have one that needs them; a file that has none does not wait. */
function classesWhenNeeded(options: Parameters<typeof createProposer>[0]): ClassesOf {
  let proposer: ReturnType<typeof createProposer> | undefined
  return async (text) => {
    proposer ??= createProposer(options)
    const { ready, classesOf } = await proposer
    await ready
    return classesOf(text)
  }
}
