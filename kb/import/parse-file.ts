import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { AppError } from '../../db/kernel/errors.ts'
import { checkZip } from './check-zip.ts'
import { readArchive } from './read-archive.ts'
import { readDocx, readHtmlFile, readPdf } from './read-documents.ts'
import { readMarkdown } from './read-markdown.ts'
import { type ColumnMap, readCsvFile, readJsonFile, readWorkbook } from './read-tables.ts'
import { type ImportLimits, importable, type ParsedFile } from './source-article.ts'

export interface ParseTask {
  path: string
  /** As people know it, and what the source id is made of. */
  file: string
  map: ColumnMap
  limits: ImportLimits
}

const MEGABYTE = 1024 * 1024
const documents = /\.(md|markdown|csv|xlsx|json|jsonl|ndjson|html?|pdf|docx)$/i

type Reading = Omit<ParseTask, 'path'>

async function read(bytes: Buffer, { file, map, limits }: Reading): Promise<ParsedFile> {
  const reading = { file, place: `file:${file}`, map, limits }
  switch (extname(file).toLowerCase()) {
    case '.md':
    case '.markdown':
      return { file, articles: [readMarkdown(bytes.toString('utf8'), reading.place)], problems: [] }
    case '.csv':
      return readCsvFile(bytes, reading)
    case '.xlsx':
      return await readWorkbook(bytes, reading)
    case '.html':
    case '.htm':
      return readHtmlFile(bytes, reading)
    case '.pdf':
      return await readPdf(bytes, reading)
    case '.docx':
      return await readDocx(bytes, reading)
    default:
      return readJsonFile(bytes, reading)
  }
}

/** One file as articles. Runs inside a worker: what a stranger's file does to its memory or time ends there. */
export async function parseFile(task: ParseTask): Promise<ParsedFile> {
  const { path, file, limits } = task
  if (!importable.test(file)) throw new AppError('kb.import-type', { file })
  const { size } = await stat(path)
  if (size > limits.maxMegabytes * MEGABYTE) {
    const megabytes = Math.ceil(size / MEGABYTE)
    throw new AppError('kb.import-too-large', { file, size: megabytes, limit: limits.maxMegabytes })
  }
  if (/\.(docx|xlsx|zip)$/i.test(file)) await checkZip(path, { file, packed: size, limits })
  try {
    if (/\.zip$/i.test(file)) {
      const one = (bytes: Buffer, name: string) => read(bytes, { ...task, file: name })
      return await readArchive({ ...task, wanted: documents, read: one })
    }
    return await read(await readFile(path), task)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('kb.import-unreadable', { file, detail, cause })
  }
}
