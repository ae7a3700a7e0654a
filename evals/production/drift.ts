import type { ConfirmedDecision } from '../../dispatch/review/confirmed-view.ts'

export interface MixRow {
  label: string
  before: number
  now: number
}

export interface Drift {
  before: Window
  now: Window
  /** Jensen–Shannon divergence in bits: 0 the same mix, 1 nothing in common. */
  classDivergence: number
  unitDivergence: number
  classes: MixRow[]
  units: MixRow[]
}

export interface Window {
  n: number
  meanConfidence: number | null
  abstained: number | null
  /** Share of proposals that a person changed. */
  overridden: number | null
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

function windowOf(rows: readonly ConfirmedDecision[]): Window {
  const proposed = rows.flatMap((row) => row.proposed ?? [])
  const n = proposed.length
  return {
    n: rows.length,
    meanConfidence: share(
      proposed.reduce((sum, p) => sum + p.confidence, 0),
      n,
    ),
    abstained: share(proposed.filter((p) => p.abstain).length, n),
    overridden: share(proposed.filter((p) => !p.unchanged).length, n),
  }
}

function mixOf(labels: readonly string[]): Map<string, number> {
  const mix = new Map<string, number>()
  for (const label of labels) mix.set(label, (mix.get(label) ?? 0) + 1 / labels.length)
  return mix
}

/** Lin's divergence of two mixes. */
export function divergence(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const label of new Set([...a.keys(), ...b.keys()])) {
    const p = a.get(label) ?? 0
    const q = b.get(label) ?? 0
    const middle = (p + q) / 2
    if (p > 0) sum += (p * Math.log2(p / middle)) / 2
    if (q > 0) sum += (q * Math.log2(q / middle)) / 2
  }
  return sum
}

function compareMix(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): MixRow[] {
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((label) => ({ label, before: before.get(label) ?? 0, now: now.get(label) ?? 0 }))
    .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
    .slice(0, 15)
}

/** How this span differs from the one before: mixes of classes and units, confidence, and how often people disagree. */
export function measureDrift(
  before: readonly ConfirmedDecision[],
  now: readonly ConfirmedDecision[],
): Drift {
  const classOf = (row: ConfirmedDecision) => row.servicePath[0] ?? '（未分类）'
  const unitOf = (row: ConfirmedDecision) => row.units.get(row.decision.lead) ?? row.decision.lead
  const classes = [mixOf(before.map(classOf)), mixOf(now.map(classOf))] as const
  const units = [mixOf(before.map(unitOf)), mixOf(now.map(unitOf))] as const
  const isComparable = before.length > 0 && now.length > 0
  return {
    before: windowOf(before),
    now: windowOf(now),
    classDivergence: isComparable ? divergence(...classes) : 0,
    unitDivergence: isComparable ? divergence(...units) : 0,
    classes: compareMix(...classes),
    units: compareMix(...units),
  }
}
