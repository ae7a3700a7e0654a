import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLog } from '../../db/kernel/log.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import { environment } from '../../intake/commands/environment.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { machine } from '../run/machine.ts'
import { benchChat } from './bench-chat.ts'
import { benchPropose } from './bench-propose.ts'
import { line } from './timings.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

async function runChat(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string', default: 'ws://127.0.0.1:3000/ws/chat' },
      conversations: { type: 'string', default: '10' },
      turns: { type: 'string', default: '20' },
    },
  })
  const conversations = Number(values.conversations)
  const turns = Number(values.turns)
  say(`${machine()}; ${conversations} people at once, ${turns} messages each, ${values.url}`)
  const result = await benchChat({ chatUrl: values.url, conversations, turns })
  say(line('message to acknowledgement', result.ack))
  say(line('message to answer', result.answer))
  return 0
}

async function runProposeBench(): Promise<number> {
  const config = loadConfig(environment())
  const embedder = await createEmbedder(config, createLog({ ...config, logLevel: 'warn' }))
  try {
    const pack = await readPack(config.packDir)
    const propose = await createProposer({ pack, embedder })
    await propose.ready
    const result = await benchPropose(pack, propose)
    say(`${machine()}; embedder ${embedder?.space.id ?? 'off'}`)
    say(line('one proposal', result.propose))
    say(line('baseline: natural Bayes, 1 label', result.baseline))
    say(`${result.perSecond} proposals a second; ratio of medians ${result.ratio}`)
    return 0
  } finally {
    await embedder?.close()
  }
}

/** `jiesu bench chat [--url …]` against a running server · `jiesu bench propose` in this process. */
export async function runBench(args: string[]): Promise<number> {
  const [what, ...rest] = args
  if (what === 'chat') return runChat(rest)
  if (what === 'propose') return runProposeBench()
  throw new AppError('command.usage', { usage: 'jiesu bench chat [--url …] | jiesu bench propose' })
}
