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
