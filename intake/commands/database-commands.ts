import { join } from 'node:path'
import { verifyChains } from '../../db/audit/verify-chains.ts'
import { type Database, openDatabase } from '../../db/client.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLog, type Logger } from '../../db/kernel/log.ts'
import { migrate, pendingMigrations } from '../../db/migrate.ts'
import { type SampleSignIn, seedSampleStaff } from '../staff/seed-sample-staff.ts'
import { environment } from './environment.ts'
import { alreadyLoaded, packTitle, rememberLoaded, stampPack } from './pack-stamp.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Opens the database for one command and closes it whatever happens. */
export async function withDatabase<T>(
  work: (context: { database: Database; config: Config; log: Logger }) => Promise<T>,
): Promise<T> {
  const config = loadConfig(environment())
  const log = createLog({ ...config, logLevel: 'warn' })
  const database = await openDatabase(config, log)
  try {
    return await work({ database, config, log })
  } finally {
    await database.close()
  }
}

/** Refuses to go on where `jiesu migrate` has not been run. */
export async function requireMigrated(database: Database): Promise<void> {
  const pending = await pendingMigrations(database)
  if (pending.length > 0) throw new AppError('db.migrations-pending', { count: pending.length })
}

/** `jiesu migrate` */
export function runMigrate(): Promise<number> {
  return withDatabase(async ({ database, log }) => {
    const applied = await migrate(database, log)
    say(
      applied.length === 0
        ? '数据库已是最新 · up to date'
        : `已升级 · applied: ${applied.join(', ')}`,
    )
    return 0
  })
}

export interface Seeded {
  packVersion: string
  changed: boolean
  samples: SampleSignIn[]
}

/** Loads the city pack and, on an empty embedded database, the sample staff. Running it again changes nothing. */
export async function seed(database: Database, config: Config): Promise<Seeded> {
  const loaded = await loadPackFiles(database, config)
  const samples =
    config.shape === 'embedded'
      ? await seedSampleStaff({ database, clock: systemClock }, config.packDir)
      : []
  return { ...loaded, samples }
}

async function loadPackFiles(database: Database, config: Config): Promise<Omit<Seeded, 'samples'>> {
  const cacheDir = join(config.dataDir, 'cache')
  const stamp = await stampPack(config.packDir)
  const known = await alreadyLoaded(database.db, { cacheDir, stamp })
  if (known !== null) return { packVersion: known, changed: false }
  // What reads the files of a pack is only loaded where they have changed.
  const { importPack } = await import('../../db/packs/import-pack.ts')
  const { readPack } = await import('../../db/packs/read-pack.ts')
  const { splitPassages } = await import('../../kb/article/split-article.ts')
  const pack = await readPack(config.packDir)
  const { changed } = await importPack(database, pack, {
    now: systemClock.now(),
    by: 'jiesu seed',
    split: splitPassages,
  })
  await rememberLoaded(cacheDir, stamp, pack)
  return { packVersion: packTitle(pack), changed }
}

/** `jiesu seed` */
export function runSeed(): Promise<number> {
  return withDatabase(async ({ database, config }) => {
    await requireMigrated(database)
    const seeded = await seed(database, config)
    say(`${seeded.packVersion}：${seeded.changed ? '已载入 · loaded' : '没有变化 · unchanged'}`)
    for (const s of seeded.samples) say(`  ${s.login} / ${s.password}  ${s.display_name}`)
    return 0
  })
}

/** `jiesu verify`: exit code 1 where a chain is broken. */
export function runVerify(): Promise<number> {
  return withDatabase(async ({ database }) => {
    const result = await verifyChains(database.db)
    for (const problem of result.problems) say(`✗ ${problem}`)
    say(
      result.ok
        ? `✓ ${result.events} 条记录，链完整 · chains intact`
        : `✗ ${result.problems.length} 处不符 · chains broken`,
    )
    return result.ok ? 0 : 1
  })
}
