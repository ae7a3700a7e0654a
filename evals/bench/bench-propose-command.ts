import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLog, type Logger } from '../../db/kernel/log.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import { environment } from '../../intake/commands/environment.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { machine } from '../run/machine.ts'
import { benchPropose, type ProposeBench } from './bench-propose.ts'
import { benchProposeWithOrders, type KindBench, TEXT_LENGTH } from './bench-propose-orders.ts'
import { line } from './timings.ts'

const usage =
  'jiesu bench propose [--orders N --database-url postgres://… [--processes N] [--at-once N] [--seconds N]] [--json]'

export const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')

interface Wish {
  orders: string | undefined
  'database-url': string | undefined
  processes: string
  'at-once': string
  seconds: string
  json: boolean
}

function wishOf(args: string[]): Wish {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: 'string' },
      'database-url': { type: 'string' },
      processes: { type: 'string', default: '2' },
      'at-once': { type: 'string', default: '4' },
      seconds: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
    },
  })
  return { orders: undefined, 'database-url': undefined, ...values }
}

/**
 * `jiesu bench propose`: one proposal after another beside a fixed baseline; with `--orders N` so many confirmed orders lie in a
 * database of their own, and several processes propose at once as a city's workers do.
 */
export async function runProposeBench(args: string[]): Promise<number> {
  const wish = wishOf(args)
  const config = loadConfig(environment())
  const log = createLog({ ...config, logLevel: 'warn' })
  const embedder = await createEmbedder(config, log)
  const before = { machine: machine(), load: load(), embedder: embedder?.space.id ?? 'off' }
  const print = (text: string) => process.stdout.write(`${text}\n`)
  // Progress is no result: `--json` leaves nothing but one object.
  const say = wish.json ? (text: string) => process.stderr.write(`${text}\n`) : print
  try {
    say(`${before.machine}; load ${before.load}; embedder ${before.embedder}`)
    const result = await measure(wish, { embedder, log, say })
    if (wish.json) print(JSON.stringify({ ...before, loadAfter: load(), ...result }))
    return 0
  } finally {
    await embedder?.close()
  }
}

async function measure(
  wish: Wish,
  by: { embedder: Embedder | null; log: Logger; say: (text: string) => void },
): Promise<object> {
  const { embedder, say } = by
  const env = environment()
  const config = loadConfig(env)
  const pack = await readPack(config.packDir)
  if (wish.orders === undefined) {
    const propose = await createProposer({ pack, embedder })
    await propose.ready
    const one = await benchPropose(pack, propose)
    for (const text of benchLines('one proposal', one)) say(text)
    return { one }
  }
  const url = wish['database-url'] ?? config.databaseUrl
  if (url === undefined) throw new AppError('command.usage', { usage })
  const result = await benchProposeWithOrders({
    ...by,
    pack,
    env,
    url,
    orders: Number(wish.orders),
    cacheDir: join(config.dataDir, 'cache'),
    load: {
      processes: Number(wish.processes),
      atOnce: Number(wish['at-once']),
      seconds: Number(wish.seconds),
    },
  })
  const { words, meaning, sizes } = result
  for (const text of kindLines(`words alone, ${TEXT_LENGTH} characters`, words)) say(text)
  if (meaning)
    for (const text of kindLines(`sentence model, ${TEXT_LENGTH} characters`, meaning)) say(text)
  say(`MiB: ${JSON.stringify(sizes)}; load ${load()}`)
  return result
}

function benchLines(name: string, bench: ProposeBench): string[] {
  return [
    line(name, bench.propose),
    ...Object.entries(bench.parts).map(([part, timings]) => line(`  of it the ${part}`, timings)),
    line('baseline: natural Bayes, 1 label', bench.baseline),
    `one after another ${bench.perSecond} a second; ratio of medians ${bench.ratio}; processor ${bench.processorMs} ms a proposal, ${bench.baselineProcessorMs} ms the baseline, ratio ${bench.processorRatio}`,
  ]
}

function kindLines(name: string, { one, load: made }: KindBench): string[] {
  return [
    ...benchLines(name, one),
    `${made.processes} processes, ${made.atOnce} at once in each: ${made.perSecond} proposals a second (${made.proposals} in all); processor ${made.processorMsEach} ms each, the database's not counted`,
  ]
}
