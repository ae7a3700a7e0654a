import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { parse as parseCsv } from 'csv-parse'
import readSheets from 'read-excel-file/node'
import { AppError } from '../../db/kernel/errors.ts'

/** A row with the line or sheet row that it came from. `values` is null where the line cannot be read. */
export interface SourceRow {
  line: number
  values: Record<string, unknown> | null
  problem: string
}

const SAMPLE = 256 * 1024

/** UTF-8 where the bytes are, else GB18030 (GBK and GB2312 are parts of it): what spreadsheets in China save. */
export async function detectEncoding(file: string): Promise<'utf-8' | 'gb18030'> {
  const handle = await open(file).catch((cause: unknown) => {
    throw unreadable(file, cause)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0)
    // `stream`: a character that is cut at the end of the sample is no proof against UTF-8.
    new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), {
      stream: true,
    })
    return 'utf-8'
  } catch {
    return 'gb18030'
  } finally {
    await handle.close()
  }
}

function unreadable(file: string, cause: unknown): AppError {
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new AppError('import.unreadable', { file, detail, cause })
}

/** Reads CSV, TSV, JSON lines (streaming, however large) or the first sheet of a workbook. */
export async function* readSourceRows(file: string, encoding: string): AsyncGenerator<SourceRow> {
  const kind = extname(file).toLowerCase()
  try {
    if (kind === '.xlsx') yield* readWorkbook(file)
    else if (kind === '.jsonl' || kind === '.ndjson') yield* readJsonLines(file, encoding)
    else yield* readCsv(file, { encoding, delimiter: kind === '.tsv' ? '\t' : ',' })
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(file, error)
  }
}

function decoded(file: string, encoding: string): Readable {
  const decoder = new TextDecoderStream(encoding)
  const bytes = Readable.toWeb(createReadStream(file))
  return Readable.fromWeb(
    bytes.pipeThrough(decoder as unknown as Parameters<typeof bytes.pipeThrough>[0]) as Parameters<
      typeof Readable.fromWeb
    >[0],
  )
}

async function* readCsv(
  file: string,
  { encoding, delimiter }: { encoding: string; delimiter: string },
): AsyncGenerator<SourceRow> {
  const rows = decoded(file, encoding).pipe(
    parseCsv({
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  ) as AsyncIterable<{ record: string[]; info: { lines: number } }>
  let header: string[] | null = null
  for await (const { record, info } of rows) {
    if (header === null) {
      header = record.map((name) => name.trim())
      continue
    }
    yield { line: info.lines, values: toValues(header, record), problem: '' }
  }
}

async function* readWorkbook(file: string): AsyncGenerator<SourceRow> {
  const sheets = await readSheets(file)
  const [header = [], ...rows] = sheets[0]?.data ?? []
  const names = header.map((name) => String(name ?? '').trim())
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell === null || cell === '')) continue
    yield { line: index + 2, values: toValues(names, cells), problem: '' }
  }
}

async function* readJsonLines(file: string, encoding: string): AsyncGenerator<SourceRow> {
  const input = createInterface({ input: decoded(file, encoding), crlfDelay: Infinity })
  let line = 0
  for await (const text of input) {
    line += 1
    if (text.trim() === '') continue
    yield { line, ...parseLine(text.replace(/^\uFEFF/, '')) }
  }
}

function parseLine(text: string): Pick<SourceRow, 'values' | 'problem'> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { values: value as Record<string, unknown>, problem: '' }
    }
    return { values: null, problem: '不是一个 JSON 对象' }
  } catch {
    return { values: null, problem: '不是合法的 JSON' }
  }
}

function toValues(header: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))
}
