import type { Database } from '../../db/client.ts'
import { startOfCityDay } from '../../db/kernel/city-time.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { diffPacks, type TableDiff } from '../../db/packs/diff-packs.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { loadPack } from '../../db/packs/pack-view.ts'
import { splitPassages } from '../../kb/article/split-article.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'
import { lintDir } from './pack-lint-command.ts'
import { renderDiff } from './render-diff.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

export interface ImportWish {
  dir: string
  /** First day in force, in the city's time; default at once. */
  effective: string | undefined
  dryRun: boolean
  json: boolean
}

/** `jiesu pack import DIR`: lints, shows what changes against the version in force, stores a new version. */
export function importDir(wish: ImportWish): Promise<number> {
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const pack = await readSound(wish.dir)
    const effective = effectiveFrom(wish.effective, pack.meta.timezone)
    const now = systemClock.now()
    const changes = await changesInForce(database, pack, now)
    const imported = wish.dryRun
      ? { versionId: null, changed: false }
      : await importPack(database, pack, {
          now,
          by: 'jiesu pack import',
          split: splitPassages,
          ...(effective ? { effective } : {}),
        })
    const report = {
      version: pack.meta.version,
      version_id: imported.versionId,
      imported: imported.changed,
      effective_from: (effective ?? now).toISOString(),
      changes,
    }
    say(wish.json ? JSON.stringify(report, null, 2) : renderImport(wish, report).join('\n'))
    return 0
  })
}

/** What differs from the version in force; nothing is compared where there is none yet. */
async function changesInForce(database: Database, pack: Pack, now: Date): Promise<TableDiff[]> {
  const current = await loadPack(database.db, now).catch(() => null)
  return current ? diffPacks(current.pack, pack) : []
}

/** A pack with errors is not imported at all. */
async function readSound(dir: string): Promise<Pack> {
  const { pack, findings } = await lintDir(dir)
  const errors = findings.filter((f) => f.severity === 'error')
  if (errors.length === 0) return pack
  const shown = errors.slice(0, 5).map((f) => `${f.file}:${f.line}  ${f.text}`)
  throw new AppError('pack.invalid', { count: errors.length, detail: shown.join('\n') })
}

interface ImportReport {
  imported: boolean
  version: string
  changes: TableDiff[]
}

/** What was stored before is not told again as a change: it differs from the version in force, not from the newest. */
const renderImport = (wish: ImportWish, report: ImportReport): string[] => [
  ...(report.changes.length > 0 && (wish.dryRun || report.imported)
    ? renderDiff(report.changes)
    : []),
  outcome(wish, report),
]

function outcome(wish: ImportWish, report: ImportReport): string {
  if (wish.dryRun) return '只看不改 · dry run, nothing imported'
  if (!report.imported) return '没有变化 · unchanged'
  const from = wish.effective ? `${wish.effective} 起生效` : '立即生效'
  return `✓ 已导入为新版本 ${report.version}，${from}；运行中的服务重启后采用 · imported as a new version`
}

function effectiveFrom(text: string | undefined, timezone: string): Date | null {
  if (text === undefined) return null
  const at = startOfCityDay(text, timezone)
  if (at === null) {
    throw new AppError('command.usage', {
      usage: 'jiesu pack import [DIR] [--effective 2026-12-01] [--dry-run]',
    })
  }
  return at
}
