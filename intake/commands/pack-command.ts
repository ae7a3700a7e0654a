import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { systemClock } from '../../db/kernel/clock.ts'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { diffPacks } from '../../db/packs/diff-packs.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import { initPack } from '../../db/packs/init-pack.ts'
import type { Finding } from '../../db/packs/lint/finding.ts'
import { lintPack } from '../../db/packs/lint/lint-pack.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { RowPositions } from '../../db/packs/pack-problems.ts'
import { packSchemas } from '../../db/packs/pack-schemas.ts'
import { packStats } from '../../db/packs/pack-stats.ts'
import { loadPack } from '../../db/packs/pack-view.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { splitPassages } from '../../kb/article/split-article.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'
import { environment } from './environment.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const usage = 'jiesu pack lint|stats|import|diff|replay|schemas|init <dir> …（jiesu pack --help）'

async function lintDir(dir: string): Promise<{ pack: Pack; findings: Finding[] }> {
  const positions: RowPositions = new Map()
  const pack = await readPack(dir, positions)
  const today = systemClock.now().toISOString().slice(0, 10)
  return { pack, findings: lintPack(pack, positions, today) }
}

const SHOWN_WARNINGS = 50

async function lint(dir: string, all: boolean): Promise<number> {
  const { findings } = await lintDir(dir)
  const errors = findings.filter((f) => f.severity === 'error')
  const warnings = findings.filter((f) => f.severity === 'warning')
  const line = (f: Finding) =>
    `${f.file || dir}${f.line ? `:${f.line}` : ''}  ${f.text} [${f.check}]`
  for (const f of errors) say(`✗ ${line(f)}`)
  for (const f of all ? warnings : warnings.slice(0, SHOWN_WARNINGS)) say(`! ${line(f)}`)
  if (!all && warnings.length > SHOWN_WARNINGS) {
    say(`! 还有 ${warnings.length - SHOWN_WARNINGS} 条提醒，加 --all 全部列出`)
  }
  say(`${errors.length} 处错误，${warnings.length} 条提醒 · errors, warnings`)
  return errors.length === 0 ? 0 : 1
}

async function stats(dir: string, json: boolean): Promise<number> {
  const counts = packStats(await readPack(dir))
  if (json) say(JSON.stringify(counts, null, 2))
  else for (const [name, count] of Object.entries(counts)) say(`${name.padEnd(32)} ${count}`)
  return 0
}

function printDiff(before: Pack, after: Pack): void {
  const tables = diffPacks(before, after)
  if (tables.length === 0) say('没有变化 · unchanged')
  for (const diff of tables) {
    say(`${diff.table}: +${diff.added.length} -${diff.removed.length} ~${diff.changed.length}`)
    for (const key of diff.added.slice(0, 20)) say(`  + ${key}`)
    for (const key of diff.removed.slice(0, 20)) say(`  - ${key}`)
    for (const { key, fields } of diff.changed.slice(0, 20))
      say(`  ~ ${key} (${fields.join(', ')})`)
  }
}

async function diff(a: string, b: string): Promise<number> {
  printDiff(await readPack(a), await readPack(b))
  return 0
}

function importDir(dir: string, options: { effective?: string; dryRun: boolean }): Promise<number> {
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const { pack, findings } = await lintDir(dir)
    const errors = findings.filter((f) => f.severity === 'error')
    if (errors[0]) {
      throw new AppError('pack.invalid', { count: errors.length, detail: errors[0].text })
    }
    const now = systemClock.now()
    const current = await loadPack(database.db, now).catch(() => null)
    if (current) printDiff(current.pack, pack)
    if (options.dryRun) {
      say('只看不改 · dry run, nothing imported')
      return 0
    }
    const effective = options.effective ? new Date(options.effective) : undefined
    const { changed } = await importPack(database, pack, {
      now,
      by: 'jiesu pack import',
      split: splitPassages,
      ...(effective ? { effective } : {}),
    })
    say(changed ? '已导入为新版本 · imported as a new version' : '没有变化 · unchanged')
    return 0
  })
}

/** Writes the JSON Schemas of the pack files, by default into the source tree, where a test compares them. */
function writeSchemas(
  dir = fileURLToPath(new URL('../../db/packs/schemas', import.meta.url)),
): number {
  mkdirSync(dir, { recursive: true })
  for (const [file, schema] of Object.entries(packSchemas())) {
    writeFileSync(join(dir, `${file}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`)
  }
  say(`JSON Schema → ${dir}`)
  return 0
}

/** `jiesu pack lint|stats|import|diff|replay|schemas|init` */
export async function runPack(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      effective: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      from: { type: 'string' },
    },
  })
  const [what, dir, other] = positionals
  const config = loadConfig(environment())
  const at = dir ?? config.packDir
  switch (what) {
    case 'lint':
      return lint(at, values.all)
    case 'stats':
      return stats(at, values.json)
    case 'import':
      return importDir(at, {
        dryRun: values['dry-run'],
        ...(values.effective ? { effective: values.effective } : {}),
      })
    case 'diff':
      if (dir && other) return diff(dir, other)
      break
    case 'schemas':
      return writeSchemas(dir)
    case 'replay': {
      const { replay } = await import('./replay-command.ts')
      return replay({ dir: at, from: values.from, effective: values.effective, json: values.json })
    }
    case 'init':
      if (dir) {
        // The sentences are needed by the conversation, so a new pack starts with a full set to reword.
        const texts = readFileSync(join(config.packDir, 'texts.yaml'), 'utf8')
        for (const file of initPack(dir, texts)) say(`  ${join(dir, file)}`)
        return 0
      }
  }
  throw new AppError('command.usage', { usage })
}
