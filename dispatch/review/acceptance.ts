/** How many of how many, with the 95 % interval that so few or so many allow. */
export interface Share {
  n: number
  hits: number
  share: number
  low: number
  high: number
}

const Z = 1.959964

/** Wilson's interval: honest for small numbers and near 0 and 1, where the usual one is not. */
export function shareOf(hits: number, n: number): Share {
  if (n === 0) return { n: 0, hits: 0, share: 0, low: 0, high: 1 }
  const p = hits / n
  const z2 = Z * Z
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return {
    n,
    hits,
    share: p,
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === n ? 1 : Math.min(1, middle + half),
  }
}

export interface Trend {
  direction: 'up' | 'down' | 'flat' | 'unknown'
  /** Later half minus earlier half, in shares. */
  change: number
}

interface Period {
  n: number
  hits: number
}

/** The fewest decisions in each half from which a direction is read. */
const LEAST = 10

/**
 * Whether the share rose or fell between the earlier and the later half of the periods: only where the difference is larger
 * than chance (two proportions, 95 %), so that nobody chases noise.
 */
export function trendOf(periods: readonly Period[]): Trend {
  const cut = Math.floor(periods.length / 2)
  const before = sum(periods.slice(0, cut))
  const after = sum(periods.slice(cut))
  if (before.n < LEAST || after.n < LEAST) return { direction: 'unknown', change: 0 }
  const change = after.hits / after.n - before.hits / before.n
  const pooled = (before.hits + after.hits) / (before.n + after.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / after.n))
  const sure = error > 0 ? Math.abs(change) / error >= Z : false
  if (!sure) return { direction: 'flat', change }
  return { direction: change > 0 ? 'up' : 'down', change }
}

function sum(periods: readonly Period[]): Period {
  return periods.reduce((all, one) => ({ n: all.n + one.n, hits: all.hits + one.hits }), {
    n: 0,
    hits: 0,
  })
}

/** One row of a count by key and week. */
export interface Count {
  key: string
  week: string
  n: number
  hits: number
}

export interface KeyFigures extends Share {
  key: string
  trend: Trend
}

/** Figures for each key, the most frequent first; every key's trend runs over the same weeks, those without decisions too. */
export function figuresByKey(counts: readonly Count[]): KeyFigures[] {
  const weeks = [...new Set(counts.map(({ week }) => week))].sort()
  const keys = groupByKey(counts)
  return [...keys]
    .map(([key, rows]) => {
      const total = sum(rows)
      const byWeek = new Map(rows.map((row) => [row.week, row]))
      const periods = weeks.map((week) => byWeek.get(week) ?? { n: 0, hits: 0 })
      return { key, ...shareOf(total.hits, total.n), trend: trendOf(periods) }
    })
    .sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1))
}

function groupByKey(counts: readonly Count[]): Map<string, Count[]> {
  const keys = new Map<string, Count[]>()
  for (const row of counts) {
    const rows = keys.get(row.key)
    if (rows) rows.push(row)
    else keys.set(row.key, [row])
  }
  return keys
}

/** All decisions by week, oldest first. */
export function figuresByWeek(counts: readonly Count[]): (Share & { week: string })[] {
  const weeks = new Map<string, Period>()
  for (const { week, n, hits } of counts) {
    const old = weeks.get(week) ?? { n: 0, hits: 0 }
    weeks.set(week, { n: old.n + n, hits: old.hits + hits })
  }
  return [...weeks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, { n, hits }]) => ({ week, ...shareOf(hits, n) }))
}
