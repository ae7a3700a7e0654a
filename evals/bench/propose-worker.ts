import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../db/client.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { loadConfig } from '../../db/kernel/config.ts'
import { createLog } from '../../db/kernel/log.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import { createFindNeighbours } from '../../dispatch/related/find-neighbours.ts'
import { environment } from '../../intake/commands/environment.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { proposeTexts, warmUp } from './bench-propose.ts'
import { TEXT_LENGTH } from './bench-propose-orders.ts'
import { putLoad } from './propose-load.ts'

/** One of the processes that `benchProcesses` starts: says when it is warm, works when it is told to, sends what it did. */
export async function runProposeWorker(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      'at-once': { type: 'string', default: '4' },
      seconds: { type: 'string', default: '10' },
      from: { type: 'string', default: '0' },
      meaning: { type: 'boolean', default: false },
    },
  })
  const config = loadConfig(environment())
  const log = createLog({ ...config, logLevel: 'warn' })
  const pack = await readPack(config.packDir)
  const database = await openDatabase(config, log)
  const embedder = values.meaning ? await createEmbedder(config, log) : null
  try {
    const space = embedder?.space ?? null
    const neighbours = createFindNeighbours({ database, space, clock: systemClock })
    const cacheDir = join(config.dataDir, 'cache')
    const propose = await createProposer({ pack, embedder, cacheDir, neighbours })
    await propose.ready
    const texts = proposeTexts(pack, TEXT_LENGTH)
    await warmUp(propose, texts)
    const started = once(process, 'message')
    process.send?.('ready')
    await started
    const load = { atOnce: Number(values['at-once']), seconds: Number(values.seconds) }
    process.send?.(await putLoad(propose, { ...load, texts, from: Number(values.from) }))
    return 0
  } finally {
    process.disconnect?.()
    await embedder?.close()
    await database.close()
  }
}
