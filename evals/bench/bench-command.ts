import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { environment } from '../../intake/commands/environment.ts'
import { machine } from '../run/machine.ts'
import { runCallsBench } from './bench-calls-command.ts'
import { benchChat } from './bench-chat.ts'
import { benchChatLoad } from './bench-chat-load.ts'
import { load, runProposeBench } from './bench-propose-command.ts'
import { benchSearch } from './bench-search.ts'
import { benchTrain, benchTrainModel } from './bench-train.ts'
import { runProposeWorker } from './propose-worker.ts'
import { line } from './timings.ts'

const usage =
  'jiesu bench train [--orders N --units N] | jiesu bench chat [--url … --idle N --rate N --seconds N] | jiesu bench search [--articles N] | jiesu bench propose [--orders N --database-url postgres://… --processes N --at-once N --seconds N] [--json]'
const say = (text: string) => process.stdout.write(`${text}\n`)

async function runChat(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string', default: 'ws://127.0.0.1:3000/ws/chat' },
      conversations: { type: 'string', default: '10' },
      turns: { type: 'string', default: '20' },
      idle: { type: 'string' },
      rate: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '20' },
    },
  })
  if (values.idle !== undefined) {
    const sizes = { idle: Number(values.idle), rate: Number(values.rate) }
    return runChatLoad({ chatUrl: values.url, ...sizes, seconds: Number(values.seconds) })
  }
  const conversations = Number(values.conversations)
  const turns = Number(values.turns)
  say(`${machine()}; ${conversations} people at once, ${turns} messages each, ${values.url}`)
  const result = await benchChat({ chatUrl: values.url, conversations, turns })
  say(line('message to acknowledgement', result.ack))
  say(line('message to answer', result.answer))
  return 0
}

async function runChatLoad(options: Parameters<typeof benchChatLoad>[0]): Promise<number> {
  say(`${machine()}; load ${load()}; ${options.idle} idle lines, ${options.rate} messages a second`)
  const result = await benchChatLoad(options)
  say(`opened in ${result.openMs} ms; ${result.sent} sent, ${result.unanswered} without an answer`)
  say(line('message to acknowledgement', result.ack))
  say(line('ping of an idle line', result.pong))
  say(`load ${load()}`)
  return 0
}

async function runSearchBench(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { articles: { type: 'string', default: '1000' } } })
  const pack = await readPack(loadConfig(environment()).packDir)
  const result = await benchSearch(pack, Number(values.articles))
  say(`${machine()}; ${result.articles} articles, index built in ${result.buildMs} ms`)
  say(line('one search, without the embedding', result.search))
  say(line('one offline answer, search included', result.answer))
  say(`processor time: ${result.searchCpuMs} ms a search, ${result.answerCpuMs} ms an answer`)
  return 0
}

async function runTrainBench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: 'string', default: '13000' },
      units: { type: 'string', default: '118' },
    },
  })
  const pack = await readPack(loadConfig(environment()).packDir)
  const sizes = { orders: Number(values.orders), units: Number(values.units) }
  const { orders, units, seconds, cpuSeconds, peakMiB } = await benchTrain(pack, sizes)
  say(`${machine()}; load ${load()}; n-grams without a sentence model`)
  say(
    `training on ${orders} orders of ${units} units: ${seconds} s (processor ${cpuSeconds} s), peak ${peakMiB} MiB`,
  )
  const own = await benchTrainModel(pack, sizes.orders)
  say(
    `classes and leads (jiesu model train, without the gates) on ${own.orders} orders of ${own.units} roles: ${own.seconds} s (processor ${own.cpuSeconds} s), peak of both ${own.peakMiB} MiB`,
  )
  return 0
}

/**
 * `jiesu bench train` in this process · `jiesu bench chat [--url …]` against a running server · `jiesu bench search` and `jiesu bench propose` in this process; with `--orders N` beside so many
 * confirmed orders in a PostgreSQL database of its own.
 */
export async function runBench(args: string[]): Promise<number> {
  const [what, ...rest] = args
  if (what === 'chat') return runChat(rest)
  if (what === 'search') return runSearchBench(rest)
  if (what === 'propose') return runProposeBench(rest)
  if (what === 'propose-worker') return runProposeWorker(rest)
  if (what === 'train') return runTrainBench(rest)
  if (what === 'calls') return runCallsBench(rest)
  throw new AppError('command.usage', { usage })
}
