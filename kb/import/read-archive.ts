import { basename, extname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type Entry, openPromise } from 'yauzl'
import { AppError } from '../../db/kernel/errors.ts'
import { checkZip } from './check-zip.ts'
import type { ImportLimits, ParsedFile } from './source-article.ts'

/** Folders that packing programs add, and hidden files. */
const skipped = /(^|\/)(__MACOSX\/|[.~])/

/** Names are UTF-8, or what Windows in China writes without saying so. */
function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('gb18030').decode(raw)
  }
}

export interface ArchiveTask {
  path: string
  file: string
  limits: ImportLimits
  wanted: RegExp
  /** Reads one member; the same reader as for a file that comes alone. */
  read(bytes: Buffer, name: string): Promise<ParsedFile>
}

/**
 * A folder that was packed: each member is read as if it had come alone, one that cannot be read is named and the next is read. A
 * member is known by its path inside, so that the folder named on the command line and its zip are the same sources. The archive
 * has been checked against bombs before.
 */
export async function readArchive(task: ArchiveTask): Promise<ParsedFile> {
  const { file, wanted } = task
  const zip = await openPromise(task.path, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
  })
  const folder = basename(file, extname(file))
  const whole: ParsedFile = { file, articles: [], problems: [] }
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry).replaceAll('\\', '/')
      if (name.endsWith('/') || skipped.test(name) || !wanted.test(name)) continue
      const bytes = await buffer(await zip.openReadStreamPromise(entry))
      const path = name.includes('/') ? name : `${folder}/${name}`
      const { articles, problems } = await readMember(task, bytes, path)
      whole.articles.push(...articles)
      whole.problems.push(...problems)
    }
  } finally {
    zip.close()
  }
  if (whole.articles.length + whole.problems.length === 0) {
    throw new AppError('kb.import-nothing', { path: file })
  }
  return whole
}

function unreadable(file: string, cause: unknown): AppError {
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new AppError('kb.import-unreadable', { file, detail, cause })
}

async function readMember({ limits, read }: ArchiveTask, bytes: Buffer, path: string) {
  try {
    if (/\.(docx|xlsx)$/i.test(path)) {
      await checkZip(bytes, { file: path, packed: bytes.length, limits })
    }
    const { articles, problems } = await read(bytes, path)
    return { articles, problems: problems.map((problem) => `${path}：${problem}`) }
  } catch (error) {
    const known = error instanceof AppError ? error : unreadable(path, error)
    return { articles: [], problems: [`${known.message} [${known.code}]`] }
  }
}
