export interface Row {
  /** Values of the features, in one order. */
  x: readonly number[]
  y: 0 | 1
  /** How much the row counts. */
  weight: number
}

/** Solves `A·x = b` for a symmetric positive definite `A` by elimination; no pivot is needed then. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  const n = right.length
  rows.forEach((pivot, column) => {
    for (const row of rows) {
      if (row === pivot) continue
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
      for (let j = column; j <= n; j += 1) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0)
    }
  })
  return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1))
}

/** Ridge on every weight but the constant, so that signals which say the same share it. */
const RIDGE = 1

/** Logistic regression by Newton's method; the last weight is the constant. Deterministic. */
export function fitLogistic(rows: readonly Row[], rounds = 25): number[] {
  const n = (rows[0]?.x.length ?? 0) + 1
  let weights = new Array<number>(n).fill(0)
  for (let round = 0; round < rounds; round += 1) {
    const gradient = weights.map((w, i) => (i === n - 1 ? 0 : -RIDGE * w))
    const ridge = weights.map((_, i) => (i === n - 1 ? 1e-6 : RIDGE))
    const hessian = ridge.map((value, i) => ridge.map((_, j): number => (i === j ? value : 0)))
    for (const { x, y, weight } of rows) {
      const value = [...x, 1]
      const score = value.reduce((sum, v, i) => sum + v * (weights[i] ?? 0), 0)
      const p = 1 / (1 + Math.exp(-score))
      const curve = weight * p * (1 - p)
      value.forEach((v, i) => {
        gradient[i] = (gradient[i] ?? 0) + weight * (y - p) * v
        const row = hessian[i]
        if (!row) return
        value.forEach((u, j) => {
          row[j] = (row[j] ?? 0) + curve * v * u
        })
      })
    }
    const step = solve(hessian, gradient)
    weights = weights.map((w, i) => w + (step[i] ?? 0))
    if (Math.max(...step.map(Math.abs)) < 1e-6) break
  }
  return weights
}
