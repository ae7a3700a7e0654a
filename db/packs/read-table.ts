import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { PackProblems } from './pack-problems.ts'

type RowSchema = z.ZodObject<Record<string, z.ZodType>>

/**
 * Reads a table of the pack: `NAME.csv`, and the CSV files of the folder `NAME/` in name order. A table that is not
 * there has no rows. Cells become what the schema's column is: a list (`|`), a number, a yes or no, or text.
 */
export function readTable<S extends RowSchema>(
  dir: string,
  name: string,
  { schema, problems }: { schema: S; problems: PackProblems },
): z.output<S>[] {
  return tableFiles(dir, name).flatMap((file) => readFile(file, schema, problems))
}

function tableFiles(dir: string, name: string): string[] {
  const single = join(dir, `${name}.csv`)
  const folder = join(dir, name)
  const parts = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.csv')) : []
  return [
    ...(existsSync(single) ? [single] : []),
    ...parts.sort().map((part) => join(folder, part)),
  ]
}

interface Line {
  cells: string[]
  line: number
}

function readFile<S extends RowSchema>(
  file: string,
  schema: S,
  problems: PackProblems,
): z.output<S>[] {
  const [header, ...lines] = parseCsv(file, problems)
  if (header === undefined) return []
  for (const column of header.cells) {
    if (!(column in schema.shape)) problems.add(file, header.line, `没有“${column}”这一列`)
  }
  const readers = Object.entries(schema.shape).map(([column, type]) => ({
    column,
    index: header.cells.indexOf(column),
    read: cellReader(type),
  }))
  return lines.flatMap(({ cells, line }) => {
    const wrong = (detail: string) => problems.add(file, line, detail)
    if (cells.length !== header.cells.length) {
      wrong(`有 ${cells.length} 列，应为 ${header.cells.length} 列`)
      return []
    }
    const raw = readers.map(({ column, index, read }) => [column, read(cells[index]?.trim() ?? '')])
    const row = schema.safeParse(Object.fromEntries(raw))
    for (const issue of row.error?.issues ?? []) wrong(describeIssue(issue))
    if (!row.success) return []
    problems.place(row.data, file, line)
    return [row.data]
  })
}

function parseCsv(file: string, problems: PackProblems): Line[] {
  const options = {
    bom: true,
    relax_column_count: true,
    skip_records_with_empty_values: true,
    // Lines that start with # explain a table to its editor.
    comment: '#',
    comment_no_infix: true,
    info: true,
  }
  try {
    const records = parse(readFileSync(file, 'utf8'), options) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch (error) {
    const { lines } = error as { lines?: number }
    problems.add(file, lines ?? 1, error instanceof Error ? error.message : String(error))
    return []
  }
}

/** How a cell's text becomes the value that the schema checks. What cannot be read stays text and fails there. */
function cellReader(type: z.ZodType): (cell: string) => unknown {
  if (type instanceof z.ZodOptional) {
    const read = cellReader(type.unwrap() as z.ZodType)
    return (cell) => (cell === '' ? undefined : read(cell))
  }
  if (type instanceof z.ZodArray) {
    return (cell) =>
      cell
        .split('|')
        .map((item) => item.trim())
        .filter((item) => item !== '')
  }
  if (type instanceof z.ZodNumber) return (cell) => (cell === '' ? cell : Number(cell))
  if (type instanceof z.ZodBoolean) return readFlag
  return (cell) => cell
}

function readFlag(cell: string): unknown {
  if (/^(true|1|是|yes)$/i.test(cell)) return true
  return /^(false|0|否|no|)$/i.test(cell) ? false : cell
}

export function describeIssue(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}：${issue.message}`
}
