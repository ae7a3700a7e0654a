import { bigrams } from '../../kb/language/ngrams.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { createBm25 } from '../../kb/search/bm25.ts'
import { lengthSlice } from '../cases/slices.ts'
import { fieldOf } from '../data/read-rows.ts'
import { type CaseResult, caseResult } from '../report/report-format.ts'
import type { HistoryRow } from './labelled-history.ts'
import type { TestedRow } from './train-and-test.ts'

/** A label with fewer examples in train is rare: what is hard about real histories is their long tail. */
const RARE = 20
const NEAREST = 3
const MAX_NEAREST_CASES = 600

/** The path of a row's label, where the label reaches into a list (`category.1` → the first two levels). */
function pathOf(row: HistoryRow, label: string): string[] {
  const found = /^(.*)\.(\d+)$/.exec(label)
  if (!found) return []
  const levels = Number(found[2]) + 1
  return Array.from({ length: levels }, (_, i) => fieldOf(row.values, `${found[1]}.${i}`))
}

/** The path that each label has most often in train. */
function labelPaths(train: readonly HistoryRow[], label: string): Map<string, string[]> {
  const counts = new Map<string, Map<string, number>>()
  for (const row of train) {
    const key = pathOf(row, label).join('\u0000')
    const own = counts.get(row.label) ?? new Map<string, number>()
    own.set(key, (own.get(key) ?? 0) + 1)
    counts.set(row.label, own)
  }
  return new Map(
    [...counts].map(([name, own]) => {
      const [best] = [...own].sort((a, b) => b[1] - a[1])
      return [name, (best?.[0] ?? '').split('\u0000')]
    }),
  )
}

/** Similar training rows of the wrong cases, for their cards. */
function createNearest(train: readonly HistoryRow[]) {
  const index = createBm25(train.map((row) => bigrams(normaliseText(row.text))))
  return (text: string) => {
    const scores = index.score(bigrams(normaliseText(text)))
    return Array.from(scores, (score, at) => ({ score, at }))
      .sort((a, b) => b.score - a.score)
      .slice(0, NEAREST)
      .map(({ at }) => ({
        text: (train[at]?.text ?? '').slice(0, 120),
        label: train[at]?.label ?? '',
      }))
  }
}

export interface HistoryResultOptions {
  suite: string
  train: readonly HistoryRow[]
  /** Field of the label, for paths in a tree. */
  label: string
  /** Further fields of the rows to slice by. */
  slices: readonly string[]
}

/** Judges what was predicted: slices by length, rarity of the label and any field, nearest training rows for the wrong ones. */
export function historyResults(
  tested: readonly TestedRow[],
  options: HistoryResultOptions,
): CaseResult[] {
  const { train, label, slices } = options
  const counts = new Map<string, number>()
  for (const row of train) counts.set(row.label, (counts.get(row.label) ?? 0) + 1)
  const paths = labelPaths(train, label)
  const nearest = createNearest(train)
  let shown = 0
  return tested.map(({ row, ranked, p }) => {
    const right = ranked[0] === row.label
    const wantsNearest = !right && shown++ < MAX_NEAREST_CASES
    const known = counts.get(row.label) ?? 0
    return caseResult.parse({
      suite: options.suite,
      id: row.id,
      text: row.text,
      right,
      truth: row.label,
      proposed: ranked[0] ?? '',
      ranked: ranked.slice(0, 5),
      p,
      truth_path: pathOf(row, label),
      proposed_path: pathOf(row, label).length > 0 ? (paths.get(ranked[0] ?? '') ?? []) : [],
      slices: {
        length: lengthSlice(row.text),
        label_frequency: known < RARE ? `<${RARE} 例` : `≥${RARE} 例`,
        ...Object.fromEntries(
          slices.map((field) => [field, fieldOf(row.values, field) || '（空）']),
        ),
      },
      nearest: wantsNearest ? nearest(row.text) : [],
    })
  })
}
