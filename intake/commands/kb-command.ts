import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { loadPack } from '../../db/packs/pack-view.ts'
import type { ArticleDiff } from '../../kb/article/diff-articles.ts'
import { createPublished } from '../../kb/article/published.ts'
import { createFileReader } from '../../kb/import/file-reader.ts'
import { type ImportOutcome, importArticles } from '../../kb/import/import-articles.ts'
import { importable, importLimits, type SourceArticle } from '../../kb/import/source-article.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'

const usage = 'jiesu kb import PATH… [--dry-run] [--owner 单位] [--map FIELD=列名]…'
const say = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`${text}\n`)

interface SourceFile {
  path: string
  /** Its path below what was named: the same folder elsewhere is the same source. */
  file: string
}

async function findFiles(path: string): Promise<SourceFile[]> {
  const full = resolve(path)
  const found = await stat(full).catch((cause: unknown) => {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('command.file', { file: path, detail, cause })
  })
  if (!found.isDirectory()) return [{ path: full, file: basename(full) }]
  const entries = await readdir(full, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && importable.test(entry.name) && !/^[.~]/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  if (files.length === 0) throw new AppError('kb.import-nothing', { path })
  return files.map((one) => ({ path: one, file: join(basename(full), relative(full, one)) }))
}

function readMap(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new AppError('command.usage', { usage })
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

interface Read {
  sources: SourceArticle[]
  wrong: number
}

/** One file after the other, in a process with limits; one that cannot be read is said and the next is read. */
async function readAll(files: readonly SourceFile[], map: Record<string, string>): Promise<Read> {
  const sources: SourceArticle[] = []
  let wrong = 0
  const reader = createFileReader()
  for (const one of files) {
    try {
      const parsed = await reader.read({ ...one, map, limits: importLimits })
      sources.push(...parsed.articles)
      wrong += parsed.problems.length
      for (const problem of parsed.problems) complain(`✗ ${one.file}：${problem}`)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      wrong += 1
      complain(`✗ ${error.message} [${error.code}]`)
    }
  }
  reader.close()
  return { sources, wrong }
}

const kindTexts = {
  new: '新增',
  changed: '修改',
  same: '没有变化',
  blocked: '跳过',
  invalid: '不能导入',
}

const marks = { added: '+', removed: '-', same: '' } as const

function renderDiff({ fields, body }: ArticleDiff): void {
  for (const { label, before, after } of fields) say(`    ${label}：${before} → ${after}`)
  for (const { kind, text } of body) if (kind !== 'same') say(`    ${marks[kind]} ${text}`)
}

function render(outcome: ImportOutcome, dryRun: boolean): void {
  const { kind, title, problem, diff, similar } = outcome
  if (kind === 'same') return
  say(`${kindTexts[kind]}  ${title}${problem === '' ? '' : `：${problem}`}`)
  if (dryRun && kind === 'changed' && diff) renderDiff(diff)
  for (const hint of similar.slice(0, 3)) {
    const what = hint.kind === 'question' ? '问法' : '段落'
    say(`    ≈ 与“${hint.title}”的${what}相近（${Math.round(hint.likeness * 100)}%）`)
  }
}

async function runKbImport(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      owner: { type: 'string', default: '' },
      jurisdiction: { type: 'string' },
      'valid-from': { type: 'string', default: '' },
      map: { type: 'string', multiple: true, default: [] },
    },
  })
  if (positionals.length === 0) throw new AppError('command.usage', { usage })
  const dryRun = values['dry-run']
  const map = readMap(values.map)
  const files = (await Promise.all(positionals.map(findFiles))).flat()
  return await withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const { pack } = await loadPack(database.db, systemClock.now())
    const { sources, wrong } = await readAll(files, map)
    const defaults = {
      owner: values.owner,
      jurisdiction: values.jurisdiction ?? pack.meta.city,
      validFrom: values['valid-from'],
    }
    const deps = { database, clock: systemClock, published: createPublished(database.db) }
    const outcomes = await importArticles(deps, sources, { defaults, dryRun })
    if (values.json) say(JSON.stringify(outcomes, null, 2))
    else for (const outcome of outcomes) render(outcome, dryRun)
    const count = (kind: ImportOutcome['kind']) =>
      outcomes.filter((one) => one.kind === kind).length
    const refused = count('invalid') + wrong
    const head = dryRun ? '试运行，未写库' : '已存为草稿，等待审核'
    const skipped = count('blocked') === 0 ? '' : `，审核中跳过 ${count('blocked')}`
    complain(
      `${head}：读 ${files.length} 个文件，新增 ${count('new')}，修改 ${count('changed')}，没有变化 ${count('same')}${skipped}，不能导入 ${refused}`,
    )
    return refused > 0 ? 1 : 0
  })
}

/** `jiesu kb import`: files become drafts; citizens read them when somebody has approved them. */
export async function runKb(args: string[]): Promise<number> {
  const [what, ...rest] = args
  if (what === 'import') return await runKbImport(rest)
  throw new AppError('command.usage', { usage })
}
