import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { diffPacks } from '../../db/packs/diff-packs.ts'
import { initPack } from '../../db/packs/init-pack.ts'
import type { Pack } from '../../db/packs/pack.ts'
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

/** A new pack, and where what it took over still names places of the sample city. */
async function init(dir: string, sampleDir: string): Promise<number> {
  const sample = await readPack(sampleDir)
  const files = initPack(dir, sampleDir)
  for (const file of files) say(`  ${join(dir, file)}`)
  const named = linesNaming(dir, files, ownNames(sample))
  if (named.length > 0) {
    say(
      `下面 ${named.length} 行还有样例城市的地名，请改成本市的 · lines that name the sample city:`,
    )
    for (const line of named) say(`  ${line}`)
  }
  say(`接着填表，随时运行 jiesu pack lint ${dir}；步骤见 docs/adopting-in-your-city.md`)
  return 0
}

/** A single character stands in too many other words. */
const ownNames = ({ meta, jurisdictions }: Pack) =>
  [
    meta.city,
    ...meta.city_short,
    ...jurisdictions.filter(({ kind }) => kind === 'district').map(({ name }) => name),
  ].filter((name) => name.length > 1)

function linesNaming(dir: string, files: readonly string[], names: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(join(dir, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const name = names.find((own) => line.includes(own))
        return name === undefined ? [] : [`${file}:${index + 1}  ${name}`]
      }),
  )
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
