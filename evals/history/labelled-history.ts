import { AppError } from '../../db/kernel/errors.ts'
import { columnNames, fieldOf, type Row, readRows } from '../data/read-rows.ts'
import { seededRandom, shuffled } from '../metrics/random.ts'

export interface HistoryRow {
  id: string
  text: string
  label: string
  group: string
  date: string
  /** All fields, for slices and case cards. */
  values: Record<string, unknown>
}

export interface HistoryColumns {
  label: string
  /** Fields that are joined to the text, in this order, where present. */
  text: readonly string[]
  group: string | null
  /** `field=value` conditions that a row must meet. */
  where: readonly { field: string; value: string }[]
}

/** What is longer is a pasted document: n-grams of a whole book would only cost memory. */
const MAX_TEXT = 20_000

function toRow(
  values: Record<string, unknown>,
  columns: HistoryColumns,
  position: string,
): HistoryRow {
  const text = columns.text
    .map((field) => fieldOf(values, field).trim())
    .filter(Boolean)
    .join('\n')
    .slice(0, MAX_TEXT)
  return {
    id: fieldOf(values, 'id') || fieldOf(values, 'seg_id') || position,
    text,
    label: fieldOf(values, columns.label).trim(),
    group: (columns.group ? fieldOf(values, columns.group) : '') || text,
    date: fieldOf(values, 'date') || fieldOf(values, 'time'),
    values,
  }
}

export interface History {
  rows: HistoryRow[]
  /** What was left out and which condition said nothing: a test set must not shrink unseen. */
  warnings: string[]
}

type Condition = HistoryColumns['where'][number]

/** A condition on a field that a whole file does not have says nothing about it: files of different shapes may be mixed. */
function conditionsFor(rows: readonly Row[], where: readonly Condition[]): Condition[] {
  return where.filter(({ field }) => rows.some(({ values }) => fieldOf(values, field) !== ''))
}

/** Reads labelled rows from any number of files of any shape; rows without text or label, or failing a condition, are left out. */
export async function readHistory(
  files: readonly string[],
  columns: HistoryColumns,
): Promise<History> {
  const rows: HistoryRow[] = []
  const warnings: string[] = []
  for (const file of files) {
    const all = await readRows(file)
    const where = conditionsFor(all, columns.where)
    for (const { field } of columns.where.filter((c) => !where.includes(c))) {
      warnings.push(`${file} 没有“${field}”这一项，--where 对它不起作用。`)
    }
    const met = all.filter(({ values }) =>
      where.every(({ field, value }) => fieldOf(values, field) === value),
    )
    const found = met
      .map(({ line, values }) => toRow(values, columns, `${file}:${line}`))
      .filter((row) => row.text !== '' && row.label !== '')
    const incomplete = met.length - found.length
    if (incomplete > 0) warnings.push(`${file}：${incomplete} 行没有文字或没有标签，未采用。`)
    rows.push(...found)
  }
  if (rows.length === 0) {
    const flags = '--label、--text 和 --where'
    const columns = columnNames(await readRows(files[0] ?? ''))
    throw new AppError('evals.no-rows', { file: files.join(', '), flags, columns })
  }
  return { rows, warnings }
}

/** The first of these fields that the first rows of a file have: histories name their label differently. */
export async function findLabelField(file: string, names: readonly string[]): Promise<string> {
  const rows = (await readRows(file)).slice(0, 200)
  const found = names.find((name) => rows.some(({ values }) => fieldOf(values, name).trim() !== ''))
  return found ?? names[0] ?? 'label'
}

/**
 * A development split out of train where no file is given: whole groups (by default: identical texts) go to one side, in an order
 * that the seed fixes, so that nothing is in both.
 */
export function splitByGroup(
  rows: readonly HistoryRow[],
  { share, seed }: { share: number; seed: number },
): { train: HistoryRow[]; dev: HistoryRow[] } {
  const groups = [...new Set(rows.map((row) => row.group))]
  const order = shuffled(groups, seededRandom(seed))
  const sizes = new Map<string, number>()
  for (const row of rows) sizes.set(row.group, (sizes.get(row.group) ?? 0) + 1)
  const held = new Set<string>()
  let count = 0
  for (const group of order) {
    if (count >= rows.length * share) break
    held.add(group)
    count += sizes.get(group) ?? 0
  }
  return {
    train: rows.filter((row) => !held.has(row.group)),
    dev: rows.filter((row) => held.has(row.group)),
  }
}
