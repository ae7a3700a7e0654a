/** How sure the system was of a case, and whether it was right. */
export interface Sure {
  p: number
  right: boolean
}

export interface ReliabilityBin {
  from: number
  until: number
  n: number
  meanP: number
  accuracy: number
}

/** Equal-width bins of confidence with their accuracy: the reliability diagram. */
export function reliability(cases: readonly Sure[], bins = 15): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ n: 0, p: 0, right: 0 }))
  for (const c of cases) {
    const bin = sums[Math.min(bins - 1, Math.floor(c.p * bins))]
    if (!bin) continue
    bin.n++
    bin.p += c.p
    if (c.right) bin.right++
  }
  return sums.map((bin, i) => ({
    from: i / bins,
    until: (i + 1) / bins,
    n: bin.n,
    meanP: bin.n === 0 ? Number.NaN : bin.p / bin.n,
    accuracy: bin.n === 0 ? Number.NaN : bin.right / bin.n,
  }))
}

/** Expected calibration error (Naeini et al. 2015): mean gap of confidence and accuracy, weighted by cases. */
export function expectedCalibrationError(cases: readonly Sure[], bins = 15): number {
  if (cases.length === 0) return Number.NaN
  return reliability(cases, bins)
    .filter((bin) => bin.n > 0)
    .reduce((sum, bin) => sum + (bin.n / cases.length) * Math.abs(bin.meanP - bin.accuracy), 0)
}

export interface RiskCoverage {
  threshold: number
  coverage: number
  precision: number
}

/** The whole risk–coverage curve: what share is answered at each threshold, and how often that is right. */
export function riskCoverage(cases: readonly Sure[]): RiskCoverage[] {
  const sorted = [...cases].sort((a, b) => b.p - a.p)
  const curve: RiskCoverage[] = []
  let right = 0
  sorted.forEach((c, i) => {
    if (c.right) right++
    // Cases of one confidence stand or fall together: a threshold cannot part them.
    if (sorted[i + 1]?.p === c.p) return
    curve.push({ threshold: c.p, coverage: (i + 1) / sorted.length, precision: right / (i + 1) })
  })
  return curve
}

/** The lowest threshold that still reaches the required precision on these cases; Infinity where none does. */
export function thresholdFor(cases: readonly Sure[], precision: number): number {
  const reached = riskCoverage(cases).filter((point) => point.precision >= precision)
  return reached.at(-1)?.threshold ?? Number.POSITIVE_INFINITY
}

/** Coverage and precision on test cases at a threshold that was chosen elsewhere (on the development split). */
export function atThreshold(cases: readonly Sure[], threshold: number) {
  const answered = cases.filter((c) => c.p >= threshold)
  return {
    coverage: cases.length === 0 ? Number.NaN : answered.length / cases.length,
    precision:
      answered.length === 0 ? Number.NaN : answered.filter((c) => c.right).length / answered.length,
  }
}
