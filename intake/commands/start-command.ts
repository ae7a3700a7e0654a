import { type Database, openDatabase } from '../../db/client.ts'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { createLog, type Logger } from '../../db/kernel/log.ts'
import { migrate } from '../../db/migrate.ts'
import { holdSignals } from '../hold-signals.ts'
import { requireAddress } from '../http/take-port.ts'
import type { RunningServer } from '../server.ts'
import type { SampleSignIn } from '../staff/seed-sample-staff.ts'
import { requireMigrated, seed } from './database-commands.ts'
import { environment } from './environment.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

interface Prepared {
  database: Database
  samples: SampleSignIn[]
}

/** Opens the database and does what `--migrate` and `--seed` ask for; `npm start` asks for both. */
async function prepare(config: Config, log: Logger, args: string[]): Promise<Prepared> {
  say('③ 打开数据库 / opening the database…')
  const database = await openDatabase(config, log)
  try {
    if (args.includes('--migrate')) {
      const applied = await migrate(database, log)
      if (applied.length > 0)
        say(`   已建好数据表 / migrated: ${applied.length}（…${applied.at(-1)}）`)
    } else await requireMigrated(database)
    if (!args.includes('--seed')) return { database, samples: [] }
    const seeded = await seed(database, config)
    say(`   ${seeded.packVersion}${seeded.changed ? ' 已载入 / loaded' : ''}`)
    return { database, samples: seeded.samples }
  } catch (error) {
    await database.close()
    throw error
  }
}

function announce(config: Config, address: string, samples: readonly SampleSignIn[]): void {
  const shown = address.replace(/0\.0\.0\.0|\[::\]/, '127.0.0.1')
  say('')
  say(`接诉已启动 / running`)
  say(`  市民页 / citizens   ${shown}/`)
  say(`  工作台 / console    ${shown}/console`)
  say(`  接口文档 / API      ${shown}/api/docs`)
  if (samples.length > 0) {
    say('')
    say('样例账号（仅供试用）/ sample sign-ins, for trying out only:')
    for (const s of samples) say(`  ${s.login.padEnd(12)} ${s.password}   ${s.display_name}`)
  } else say('  新增账号 / add staff: npx jiesu user add --help')
  if (config.redisUrl !== undefined) {
    say('  已设 REDIS_URL：另开任务进程 / REDIS_URL is set, run workers too: npx jiesu worker')
  }
  say('')
  say('按 Ctrl-C 停止 / press Ctrl-C to stop')
}

/** `jiesu start [--migrate] [--seed]`: runs until it is told to stop. */
export async function runStart(args: string[]): Promise<undefined> {
  const config = loadConfig(environment())
  const log = createLog(config)
  await requireAddress(config)
  const held = holdSignals(say)
  // The rest of the program is loaded while the database opens in its thread.
  const loading = import('../server.ts')
  loading.catch(() => {})
  try {
    const { database, samples } = await prepare(config, log, args)
    say('④ 载入城市数据和模型 / loading the city and the models…')
    const { startServer } = await loading
    const server = await startServer(config, { database, log })
    if (held.came()) return await stopNow(server)
    announce(config, server.address, samples)
  } finally {
    held.release()
  }
  return undefined
}

/** Ctrl-C came while everything was loading. */
async function stopNow(server: RunningServer): Promise<undefined> {
  await server.close()
  process.exit(0)
}
