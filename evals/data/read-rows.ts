import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import readSheets from 'read-excel-file/node'
import { AppError } from '../../db/kernel/errors.ts'

/** A row of any labelled file, with the line or sheet row that it came from. */
export interface Row {
  line: number
  values: Record<string, unknown>
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJson(file: string, text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('evals.unreadable', { file, line, detail: '不是合法的 JSON', cause })
  }
}

function toRow(file: string, value: unknown, line: number): Row {
  if (isRecord(value)) return { line, values: value }
  throw new AppError('evals.unreadable', { file, line, detail: '不是一个 JSON 对象' })
}

function fromTable(table: readonly (readonly unknown[])[]): Row[] {
  const [header = [], ...rows] = table
  return rows.map((cells, i) => ({
    line: i + 2,
    values: Object.fromEntries(
      header.map((name, j) => [String(name ?? '').trim(), cells[j] ?? '']),
    ),
  }))
}

async function readSheet(file: string): Promise<Row[]> {
  try {
    return fromTable((await readSheets(file))[0]?.data ?? [])
  } catch (cause) {
    throw new AppError('evals.unreadable', { file, line: 1, detail: '不是可读的 XLSX 表', cause })
  }
}

function readTable(file: string, text: string, delimiter: string): Row[] {
  try {
    return fromTable(
      parseCsv(text, {
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
      }),
    )
  } catch (cause) {
    const { lines = 0, message } = cause as Error & { lines?: number }
    throw new AppError('evals.unreadable', { file, line: lines, detail: message, cause })
  }
}

/**
 * Reads a labelled file by its ending: `.jsonl` (and anything unknown), `.json` (a list), `.csv`, `.tsv`, `.xlsx` (first sheet). The
 * first row of a table is its header. Errors name file and line (`evals.unreadable`).
 */
export async function readRows(file: string): Promise<Row[]> {
  const ending = extname(file).toLowerCase()
  if (ending === '.xlsx') return readSheet(file)
  const text = await readText(file)
  if (ending === '.csv') return readTable(file, text, ',')
  if (ending === '.tsv') return readTable(file, text, '\t')
  if (ending === '.json') {
    const list = parseJson(file, text, 1)
    if (!Array.isArray(list)) {
      throw new AppError('evals.unreadable', { file, line: 1, detail: '应是一个列表' })
    }
    return list.map((value, i) => toRow(file, value, i + 1))
  }
  return text
    .split('\n')
    .map((line, i) => ({ line: line.trim(), number: i + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => toRow(file, parseJson(file, line, number), number))
}

async function readText(file: string): Promise<string> {
  try {
    return decode(await readFile(file))
  } catch (cause) {
    throw new AppError('evals.no-data', { data: file, cause })
  }
}

/** UTF-8 with or without its mark, UTF-16 with one; what is neither is GB 18030, as spreadsheets on Chinese desktops save it. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/**
 * A field of a row; a dot reaches into lists and objects, so `category.1` is the second level of a category path. Missing is the
 * empty string.
 */
export function fieldOf(values: Record<string, unknown>, path: string): string {
  // A spreadsheet may have a column of that very name.
  if (path in values && path.includes('.')) return fieldOf({ own: values[path] }, 'own')
  let at: unknown = values
  for (const key of path.split('.')) {
    if (at === null || typeof at !== 'object') return ''
    at = (at as Record<string, unknown>)[key]
  }
  if (at === null || at === undefined) return ''
  // A spreadsheet's date reads as the day it is, not as this machine's idea of it.
  return at instanceof Date ? at.toISOString() : String(at)
}

/** The columns of the first row, for whoever named one that is not there. */
export function columnNames(rows: readonly Row[]): string {
  return Object.keys(rows[0]?.values ?? {}).join('、') || '（空文件）'
}
