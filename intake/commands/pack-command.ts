import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { diffPacks } from '../../db/packs/diff-packs.ts'
import { initPack } from '../../db/packs/init-pack.ts'
import { packSchemas } from '../../db/packs/pack-schemas.ts'
import { packStats } from '../../db/packs/pack-stats.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { environment } from './environment.ts'
import { importDir } from './pack-import-command.ts'
import { lint } from './pack-lint-command.ts'
import { renderDiff } from './render-diff.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const usage = 'jiesu pack lint|stats|import|diff|replay|schemas|init <dir> …（jiesu pack --help）'

async function stats(dir: string, json: boolean): Promise<number> {
  const counts = packStats(await readPack(dir))
  if (json) say(JSON.stringify(counts, null, 2))
  else for (const [name, count] of Object.entries(counts)) say(`${name.padEnd(32)} ${count}`)
  return 0
}

async function diff(a: string, b: string, json: boolean): Promise<number> {
  const tables = diffPacks(await readPack(a), await readPack(b))
  if (json) say(JSON.stringify(tables, null, 2))
  else for (const line of renderDiff(tables)) say(line)
  return 0
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

/** The sentences are needed by the conversation, so a new pack starts with a full set to reword. */
function init(dir: string, packDir: string): number {
  const texts = readFileSync(join(packDir, 'texts.yaml'), 'utf8')
  for (const file of initPack(dir, texts)) say(`  ${join(dir, file)}`)
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
  const { packDir } = loadConfig(environment())
  const at = dir ?? packDir
  const { json, effective } = values
  switch (what) {
    case 'lint':
      return lint(at, values)
    case 'stats':
      return stats(at, json)
    case 'import':
      return importDir({ dir: at, dryRun: values['dry-run'], effective, json })
    case 'diff':
      if (dir && other) return diff(dir, other, json)
      break
    case 'schemas':
      return writeSchemas(dir)
    case 'replay': {
      const { replay } = await import('./replay-command.ts')
      return replay({ dir: at, from: values.from, effective, json })
    }
    case 'init':
      if (dir) return init(dir, packDir)
  }
  throw new AppError('command.usage', { usage })
}
