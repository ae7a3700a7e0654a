import { normaliseText } from '../../kb/language/normalise.ts'
import type { HistoryRow } from './labelled-history.ts'

export interface Leakage {
  /** Test rows whose text also stands in train (after normalisation, without digits and punctuation). */
  sharedTexts: number
  /** Test rows whose text contains their own label. */
  labelInText: number
  /** Test rows older than the newest training row, where both carry dates. */
  beforeTrainEnd: number
  n: number
}

const canonical = (text: string) => normaliseText(text).replace(/[^\p{L}]/gu, '')

/** Looks for the three usual ways in which a test set tells its answers; printed and kept in the report. */
export function findLeakage(train: readonly HistoryRow[], test: readonly HistoryRow[]): Leakage {
  const known = new Set(train.map((row) => canonical(row.text)))
  const newest =
    train
      .map((row) => row.date)
      .sort()
      .at(-1) ?? ''
  return {
    sharedTexts: test.filter((row) => known.has(canonical(row.text))).length,
    labelInText: test.filter((row) => row.label.length > 1 && row.text.includes(row.label)).length,
    beforeTrainEnd:
      newest === '' ? 0 : test.filter((row) => row.date !== '' && row.date < newest).length,
    n: test.length,
  }
}
