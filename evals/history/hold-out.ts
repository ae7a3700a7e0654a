import { AppError } from '../../db/kernel/errors.ts'
import { type HistoryRow, splitByGroup } from './labelled-history.ts'

/** A part of the rows by whole groups; refuses where one of the two would be empty, because then nothing can be measured. */
export function holdOut(
  rows: readonly HistoryRow[],
  { share, seed }: { share: number; seed: number },
): { rest: HistoryRow[]; test: HistoryRow[] } {
  const { train, dev } = share > 0 && share < 1 ? splitByGroup(rows, { share, seed }) : none
  if (train.length > 0 && dev.length > 0) return { rest: train, test: dev }
  throw new AppError('evals.too-few', { count: rows.length })
}

const none: { train: HistoryRow[]; dev: HistoryRow[] } = { train: [], dev: [] }
