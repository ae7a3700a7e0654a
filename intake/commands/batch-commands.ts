import { createReadStream, createWriteStream } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLog } from '../../db/kernel/log.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { runPropose } from '../../dispatch/proposal/propose-command.ts'
import { createEmergencyCheck } from '../../dispatch/triage/emergency-check.ts'
import { runAsk } from '../../kb/answer/ask-command.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { environment } from './environment.ts'
import { fetchIfWanted } from './model-command.ts'

interface Streams {
  input: Readable
  output: Writable
}

function openStreams(args: string[], command: string): Streams {
  const { values } = parseArgs({
    args,
    options: { in: { type: 'string' }, out: { type: 'string' } },
    strict: true,
  })
  if (!values.in || !values.out) {
    throw new AppError('command.usage', { usage: `jiesu ${command} --in FILE|- --out FILE|-` })
  }
  return {
    input: values.in === '-' ? process.stdin : createReadStream(values.in),
    output: values.out === '-' ? process.stdout : createWriteStream(values.out),
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
  const streams = openStreams(args, 'propose')
  const { pack, embedder } = await prepare(loadConfig(environment()))
  try {
    return await runPropose({ ...streams, pack, embedder, progress: progressOn(streams.output) })
  } finally {
    await embedder?.close()
  }
}

/** `jiesu ask`: reads questions, writes answers with their sources, stores nothing. */
export async function runAskFile(args: string[]): Promise<number> {
  const streams = openStreams(args, 'ask')
  const { pack, embedder } = await prepare(loadConfig(environment()))
  try {
    return await runAsk({
      ...streams,
      pack,
      embedder,
      isEmergency: createEmergencyCheck(pack),
      progress: progressOn(streams.output),
    })
  } finally {
    await embedder?.close()
  }
}
