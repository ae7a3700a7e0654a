import { quantile } from './figure.ts'
import { seededRandom } from './random.ts'

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
