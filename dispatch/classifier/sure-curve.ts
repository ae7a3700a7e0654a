/** A logistic curve over a few standardised signs of certainty. */
export interface SureCurve {
  mean: number[]
  spread: number[]
  /** One weight a sign, then the constant. */
  weights: number[]
}

export interface SureCase {
  /** The more, the surer. */
  signs: readonly number[]
  right: boolean
}

const RIDGE = 1e-3
const STEPS = 30

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** The probability that the first candidate is right, by the curve. */
export function applyCurve({ mean, spread, weights }: SureCurve, signs: readonly number[]): number {
  const z = signs.reduce(
    (sum, sign, k) => sum + (weights[k] ?? 0) * ((sign - (mean[k] ?? 0)) / (spread[k] ?? 1)),
    weights[signs.length] ?? 0,
  )
  return sigmoid(z)
}

/** Fits the curve on held-out cases by Newton steps with a light ridge; too few cases give their share of right ones. */
export function fitCurve(cases: readonly SureCase[]): SureCurve {
  const width = cases[0]?.signs.length ?? 0
  const columns = Array.from({ length: width }, (_, k) => cases.map((c) => c.signs[k] ?? 0))
  const mean = columns.map(average)
  const spread = columns.map((values, k) => {
    const own = mean[k] ?? 0
    return Math.sqrt(average(values.map((value) => (value - own) ** 2))) || 1
  })
  const share = (cases.filter((c) => c.right).length + 1) / (cases.length + 2)
  const weights = [...new Array<number>(width).fill(0), Math.log(share / (1 - share))]
  const rows = cases.map(({ signs }) => [
    ...signs.map((sign, k) => (sign - (mean[k] ?? 0)) / (spread[k] ?? 1)),
    1,
  ])
  if (cases.length >= 50)
    for (let step = 0; step < STEPS; step++) if (!newton(rows, cases, weights)) break
  return { mean, spread, weights }
}

const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** One step in place; false once it no longer moves. */
function newton(rows: readonly number[][], cases: readonly SureCase[], weights: number[]): boolean {
  const size = weights.length
  const ridge = (k: number) => (k < size - 1 ? 2 * RIDGE : 1e-9)
  const gradient = weights.map((weight, k) => ridge(k) * weight)
  const hessian = weights.map((_, k) => weights.map((__, j) => (j === k ? ridge(k) : 0)))
  rows.forEach((row, i) => {
    const p = sigmoid(row.reduce((sum, x, k) => sum + x * (weights[k] ?? 0), 0))
    const error = (p - (cases[i]?.right ? 1 : 0)) / rows.length
    const bend = (p * (1 - p)) / rows.length
    row.forEach((x, k) => {
      gradient[k] = (gradient[k] ?? 0) + error * x
      const line = hessian[k] ?? []
      row.forEach((other, j) => {
        line[j] = (line[j] ?? 0) + bend * x * other
      })
    })
  })
  const step = solve(hessian, gradient)
  step.forEach((delta, k) => {
    weights[k] = (weights[k] ?? 0) - Math.max(-3, Math.min(3, delta))
  })
  return step.some((delta) => Math.abs(delta) > 1e-6)
}

/** Gauss–Jordan for a few unknowns; the ridge keeps the pivots above 0. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k] ?? 0])
  rows.forEach((pivot, k) => {
    const scale = pivot[k] || 1e-9
    for (let j = 0; j < pivot.length; j++) pivot[j] = (pivot[j] ?? 0) / scale
    rows.forEach((row, i) => {
      const factor = row[k] ?? 0
      if (i === k || factor === 0) return
      for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0)
    })
  })
  return rows.map((row) => row[right.length] ?? 0)
}
