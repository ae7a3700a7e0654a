import { createWriteStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createSecrets, loadIdentityKey } from '../../db/kernel/secrets.ts'
import { loadPack } from '../../db/packs/pack-view.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'
import { type ImportOptions, importRequests } from './import-requests.ts'
import { type MappingFile, readMappingFile, readPairs } from './import-requests-columns.ts'
import { detectEncoding } from './import-requests-read.ts'

const usage =
  'jiesu import requests FILE --source 热线 [--channel 渠道] [--map 字段=列名]… [--mapping FILE.yaml] [--encoding gb18030] [--dry-run] [--errors FILE.csv] [--limit N]'
const say = (text: string) => process.stdout.write(`${text}\n`)

function readOptions(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      channel: { type: 'string' },
      map: { type: 'string', multiple: true, default: [] },
      mapping: { type: 'string' },
      encoding: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      errors: { type: 'string' },
      limit: { type: 'string' },
    },
  })
  const [what, file] = positionals
  const mapping: MappingFile = values.mapping ? readMappingFile(values.mapping) : { columns: {} }
  const source = values.source ?? mapping.source
  if (what !== 'requests' || file === undefined || !source) {
    throw new AppError('command.usage', { usage })
  }
  if (!existsSync(file)) throw new AppError('import.unreadable', { file, detail: '没有这个文件' })
  return {
    file,
    source,
    channel: values.channel ?? mapping.channel ?? 'import',
    columns: { ...mapping.columns, ...readPairs(values.map) },
    encoding: values.encoding,
    dryRun: values['dry-run'],
    errors: values.errors ?? `${file}.errors.csv`,
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit),
  }
}

/** `jiesu import requests`: rows of a merged hotline become requests that wait for dispatch. Exit code 1 when rows were wrong. */
export function runImport(args: string[]): Promise<number> {
  const options = readOptions(args)
  return withDatabase(async ({ database, config, log }) => {
    await requireMigrated(database)
    const secrets = createSecrets(loadIdentityKey(config, log))
    const clock = systemClock
    const { pack, versionId: packVersionId } = await loadPack(database.db, clock.now())
    const embedder = options.dryRun ? null : await createEmbedder(config, log)
    const errors = createErrorFile(options.errors)
    try {
      const cacheDir = join(config.dataDir, 'cache')
      const propose = await createProposer({ pack, embedder, cacheDir })
      await propose.ready
      const encoding = options.encoding ?? (await detectEncoding(options.file))
      const run: ImportOptions = {
        ...options,
        encoding,
        onError: errors.add,
        onProgress: showProgress,
      }
      const deps = { database, clock, secrets, pack, packVersionId, propose }
      const done = await importRequests(deps, run)
      const verb = options.dryRun ? '可导入（试运行，未写库）' : '已导入'
      say(
        `\r读 ${done.read} 行：${verb} ${done.imported}，之前已有 ${done.known}，有误 ${done.wrong}`,
      )
      if (done.wrong > 0) say(`有误的行和原因：${options.errors}`)
      return done.wrong > 0 ? 1 : 0
    } finally {
      await errors.close()
      await embedder?.close()
    }
  })
}

function showProgress({ read, imported }: { read: number; imported: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r已读 ${read} 行，导入 ${imported} 条`)
}

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Wrong rows with line and reason beside their own columns; opened with the first one. */
function createErrorFile(path: string) {
  let stream: ReturnType<typeof createWriteStream> | null = null
  return {
    add: (line: number, problem: string, values: Record<string, unknown> | null) => {
      if (stream === null) {
        // The byte-order mark makes spreadsheets read Chinese.
        stream = createWriteStream(path, { mode: 0o600 })
        stream.write(
          `\uFEFF${['行号', '原因', ...Object.keys(values ?? {})].map(quote).join(',')}\n`,
        )
      }
      const cells = Object.values(values ?? {}).map((value) =>
        value instanceof Date ? value.toISOString() : String(value ?? ''),
      )
      stream.write(`${[String(line), problem, ...cells].map(quote).join(',')}\n`)
    },
    close: () =>
      new Promise<void>((resolve) => {
        if (stream === null) resolve()
        else stream.end(resolve)
      }),
  }
}
