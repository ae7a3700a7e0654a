import { bootstrap, wilson } from '../metrics/figure.ts'
import { hitAt, meanReciprocalRank, ndcg, type Rank } from '../metrics/retrieval.ts'
import type { Suite } from './suite.ts'

const NDCG_AT = 5

/** One right document: its gain is 1, wherever it stands. */
function meanNdcg(ranks: readonly Rank[]): number {
  const values = ranks.map((rank) =>
    ndcg(rank === null ? [] : [...Array(rank - 1).fill(0), 1], [1], NDCG_AT),
  )
  return values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length)
}

/** Questions to articles or documents: at which rank the first right one stands. */
export const retrievalSuite: Suite = {
  name: 'retrieval',
  zh: '检索',
  headline: 'hit1',
  measure: (results, { seed }) => {
    const ranks = results.map((r) => r.rank)
    const hit = (k: number) =>
      wilson(Math.round((hitAt(ranks, k) || 0) * ranks.length), ranks.length)
    const options = { seed, rounds: 200 }
    return {
      hit1: hit(1),
      hit3: hit(3),
      hit5: hit(5),
      hit10: hit(10),
      mrr: bootstrap(ranks, meanReciprocalRank, options),
      ndcg5: bootstrap(ranks, meanNdcg, options),
    }
  },
}
