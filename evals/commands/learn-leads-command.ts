import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { createLog } from '../../db/kernel/log.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { environment } from '../../intake/commands/environment.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { keepVectors } from '../../kb/embed/kept-vectors.ts'
import { simulateCity } from '../fit/city-that-differs.ts'
import { type LeadFigures, learnLeads } from '../fit/learn-leads.ts'
import { parseNumber, parseSeed, splitList } from './flags.ts'

const options = {
  orders: { type: 'string', multiple: true },
  switched: { type: 'string', default: '0.2' },
  noise: { type: 'string', default: '0.03' },
  tests: { type: 'string', default: '600' },
  seed: { type: 'string', default: '1' },
} as const

const cells = ({ all, differing, others, ece, sure, sureRight }: LeadFigures) =>
  [all, differing, others, ece, sure, sureRight].map((x) => x.toFixed(3)).join(' | ')

/** `jiesu evals learn-leads`: what histories of different length are worth in a simulated city; a table, changes nothing. */
export async function runLearnLeads(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  const config = loadConfig(environment())
  const cacheDir = join(config.dataDir, 'cache')
  const made = await createEmbedder(config, createLog({ ...config, logLevel: 'warn' }))
  const embedder = made && (await keepVectors(made, cacheDir))
  const say = (text: string) => process.stdout.write(`${text}\n`)
  try {
    const city = simulateCity(await readPack(config.packDir), {
      switched: parseNumber('switched', values.switched),
      noise: parseNumber('noise', values.noise),
      tests: parseNumber('tests', values.tests),
      seed: parseSeed(values.seed),
    })
    const sizes = splitList(values.orders).map((size) => parseNumber('orders', size))
    say('| 工单 | 依据 | 首选正确 | 与目录不同的条目 | 其余 | ECE | 有把握 | 其中正确 |')
    say('|---|---|---|---|---|---|---|---|')
    for (const orders of sizes.length > 0 ? sizes : [100, 400, 1_600, 6_400]) {
      const point = await learnLeads(city, { orders, embedder, cacheDir })
      say(`| ${orders} | 目录 | ${cells(point.alone)} |`)
      say(`| ${orders} | 目录与历史 | ${cells(point.learnt)} |`)
      process.stderr.write(`${point.verdict}（训练 ${point.seconds} 秒）\n`)
    }
    return 0
  } finally {
    await embedder?.close()
  }
}
