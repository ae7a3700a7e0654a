import { quantile } from './figure.ts'
import { seededRandom } from './random.ts'

function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1)
  for (let i = 2; i <= n; i++) logs[i] = (logs[i - 1] ?? 0) + Math.log(i)
  return logs
}

/**
 * McNemar's exact test on the cases where two systems differ: two-sided probability of a split at least as uneven if both
 * were equally good. `onlyA` cases only A had right, `onlyB` cases only B had right.
 */
export function mcnemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB
  if (n === 0) return 1
  const logs = logFactorials(n)
  const log = (i: number) => logs[i] ?? 0
  let tail = 0
  for (let k = 0; k <= Math.min(onlyA, onlyB); k++) {
    tail += Math.exp(log(n) - log(k) - log(n - k) - n * Math.LN2)
  }
  return Math.min(1, 2 * tail)
}

/** Mean difference B − A of paired scores with its bootstrap interval and a two-sided bootstrap probability. */
export function pairedBootstrap(
  a: readonly number[],
  b: readonly number[],
  { seed = 1, rounds = 1000 }: { seed?: number; rounds?: number } = {},
) {
  if (a.length !== b.length || a.length === 0) throw new RangeError('paired lists of equal length')
  const differences = a.map((value, i) => (b[i] as number) - value)
  const mean = (list: readonly number[]) => list.reduce((s, x) => s + x, 0) / list.length
  const random = seededRandom(seed)
  const draws = Array.from({ length: rounds }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)] as number)),
  ).sort((x, y) => x - y)
  const below = draws.filter((d) => d <= 0).length / rounds
  const above = draws.filter((d) => d >= 0).length / rounds
  return {
    value: mean(differences),
    low: quantile(draws, 0.025),
    high: quantile(draws, 0.975),
    p: Math.min(1, 2 * Math.min(below, above)),
  }
}
