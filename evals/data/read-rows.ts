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

function parseJsonLine(file: string, line: string, number: number): Row | null {
  if (line.trim() === '') return null
  try {
    return { line: number, values: JSON.parse(line) as Record<string, unknown> }
  } catch (cause) {
    throw new AppError('evals.unreadable', { file, line: number, detail: '不是合法的 JSON', cause })
  }
}

function fromTable(table: readonly (readonly unknown[])[]): Row[] {
  const [header = [], ...rows] = table
  return rows.map((cells, i) => ({
    line: i + 2,
    values: Object.fromEntries(header.map((name, j) => [String(name).trim(), cells[j] ?? ''])),
  }))
}

/**
 * Reads a labelled file by its ending: `.jsonl`, `.json` (a list), `.csv`, `.tsv`, `.xlsx` (first sheet). The first row of a table is
 * its header. Errors name file and line (`evals.unreadable`).
 */
export async function readRows(file: string): Promise<Row[]> {
  const ending = extname(file).toLowerCase()
  if (ending === '.xlsx') return fromTable((await readSheets(file))[0]?.data ?? [])
  const text = (await readText(file)).replace(/^\ufeff/, '')
  if (ending === '.csv' || ending === '.tsv') {
    const delimiter = ending === '.tsv' ? '\t' : ','
    return fromTable(
      parseCsv(text, { delimiter, relax_column_count: true, skip_empty_lines: true }),
    )
  }
  if (ending === '.json') {
    const list = JSON.parse(text) as Record<string, unknown>[]
    return list.map((values, i) => ({ line: i + 1, values }))
  }
  return text
    .split('\n')
    .map((line, i) => parseJsonLine(file, line, i + 1))
    .filter((row) => row !== null)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new AppError('evals.unreadable', { file, line: 0, detail: '文件打不开', cause })
  }
}

/**
 * A field of a row; a dot reaches into lists and objects, so `category.1` is the second level of a category path. Missing is the
 * empty string.
 */
export function fieldOf(values: Record<string, unknown>, path: string): string {
  let at: unknown = values
  for (const key of path.split('.')) {
    if (at === null || typeof at !== 'object') return ''
    at = (at as Record<string, unknown>)[key]
  }
  return at === null || at === undefined ? '' : String(at)
}
