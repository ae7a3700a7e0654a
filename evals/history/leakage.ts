import { bigrams } from '../../kb/language/ngrams.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { createBm25 } from '../../kb/search/bm25.ts'
import type { HistoryRow } from './labelled-history.ts'

export interface Leakage {
  /** Test rows whose text also stands in train (after normalisation, without digits and punctuation). */
  sharedTexts: number
  /** Test rows that share at least nine tenths of their character pairs with a training row. */
  nearDuplicates: number
  /** Test rows whose text contains their own label. */
  labelInText: number
  /** Test rows older than the newest training row, where both carry dates. */
  beforeTrainEnd: number
  n: number
}

const NEAR = 0.9

const canonical = (text: string) => normaliseText(text).replace(/[^\p{L}]/gu, '')

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const token of a) if (b.has(token)) both++
  const either = a.size + b.size - both
  return either === 0 ? 0 : both / either
}

/** Counts test texts that are almost a training text; only the closest one by BM25 is looked at. */
function countNear(train: readonly HistoryRow[], test: readonly HistoryRow[]): number {
  const tokens = train.map((row) => bigrams(canonical(row.text)))
  const index = createBm25(tokens)
  return test.filter((row) => {
    const own = bigrams(canonical(row.text))
    const scores = index.score(own)
    let best = 0
    for (let at = 1; at < scores.length; at++) {
      if ((scores[at] ?? 0) > (scores[best] ?? 0)) best = at
    }
    return jaccard(new Set(own), new Set(tokens[best] ?? [])) >= NEAR
  }).length
}

/** Looks for the usual ways in which a test set tells its answers; printed before a run and kept in the report. */
export function findLeakage(train: readonly HistoryRow[], test: readonly HistoryRow[]): Leakage {
  const known = new Set(train.map((row) => canonical(row.text)))
  const newest =
    train
      .map((row) => row.date)
      .sort()
      .at(-1) ?? ''
  return {
    sharedTexts: test.filter((row) => known.has(canonical(row.text))).length,
    nearDuplicates: countNear(train, test),
    labelInText: test.filter((row) => row.label.length > 1 && row.text.includes(row.label)).length,
    beforeTrainEnd:
      newest === '' ? 0 : test.filter((row) => row.date !== '' && row.date < newest).length,
    n: test.length,
  }
}

/** Above this share of test texts that stand in train a figure measures memory. */
const TOO_LEAKY = 0.05

/** The findings as sentences, what spoils the figures said outright. */
export function describeLeakage(found: Leakage): string[] {
  const of = (count: number) =>
    `${count}/${found.n}（${((count / Math.max(1, found.n)) * 100).toFixed(1)}%）`
  const share = Math.max(found.sharedTexts, found.nearDuplicates) / Math.max(1, found.n)
  const verdict =
    share > TOO_LEAKY
      ? [
          `泄漏检查：测试集有 ${(share * 100).toFixed(1)}% 的文字训练时见过，指标偏高，不能当作验收结果。`,
        ]
      : []
  return [
    ...verdict,
    `泄漏检查：与训练集、开发集文字相同 ${of(found.sharedTexts)}，几乎相同 ${of(found.nearDuplicates)}`,
    `泄漏检查：文字里出现自己的标签 ${of(found.labelInText)}`,
    `泄漏检查：早于训练集最后日期 ${of(found.beforeTrainEnd)}`,
  ]
}
