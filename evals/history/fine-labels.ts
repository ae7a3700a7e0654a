import { fieldOf } from '../data/read-rows.ts'
import type { HistoryRow } from './labelled-history.ts'

/**
 * The level below the label of each row, where the label reaches into a list (`category.1` → `category.2`): train may keep finer
 * labels than the task asks for, and they teach. Never read for a row that is tested.
 */
export function withFineLabels(
  rows: readonly HistoryRow[],
  label: string | undefined,
): { text: string; label: string; group: string; fine?: string }[] {
  const found = /^(.*)\.(\d+)$/.exec(label ?? '')
  const field = found ? `${found[1]}.${Number(found[2]) + 1}` : null
  return rows.map(({ text, label: own, group, values }) => {
    const fine = field === null ? '' : fieldOf(values, field).trim()
    return fine === '' ? { text, label: own, group } : { text, label: own, group, fine }
  })
}
