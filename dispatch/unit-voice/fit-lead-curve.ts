import type { Unit } from '../../db/packs/pack.ts'
import { packCurve } from '../proposal/confidence.ts'
import {
  applyLeadCurve,
  type LeadCurve,
  type LeadSigns,
  shareOdds,
  type Trust,
} from '../proposal/lead-curve.ts'

/** A held-out order that the proposal would have sent to a unit, and whether to the right one. */
export interface SureOrder extends LeadSigns {
  right: boolean
}

/** So many orders' worth of the pack's curve: what is fitted on few stays near it. */
const RIDGE = 10
const STEPS = 25
/** Fewer say nothing of a curve of seven numbers. */
const LEAST_FOR_CURVE = 50
/** Fewer leave the thresholds of the pack. */
const LEAST_FOR_TRUSTS = 200
/** Above a threshold so many orders must lie. */
const LEAST_ABOVE = 30

const levels = ['subdistrict', 'city', 'enterprise', 'district'] as const satisfies Unit['level'][]

const rowOf = ({ share, classP, level }: LeadSigns) => [
  1,
  shareOdds(share),
  classP,
  ...levels.map((own) => (own === level ? 1 : 0)),
]

function curveOf(weights: readonly number[]): Omit<LeadCurve, 'trusts'> {
  const [base = 0, share = 0, classP = 0, ...own] = weights.map((w) => Math.round(w * 1e4) / 1e4)
  return {
    base,
    share,
    classP,
    levels: Object.fromEntries(levels.map((level, k) => [level, own[k] ?? 0])),
  }
}

/**
 * The confidence curve of this city: logistic, drawn towards the pack's (ridge), with the thresholds of each precision. Null where there
 * are too few held-out orders: the pack's own holds.
 */
export function fitLeadCurve(orders: readonly SureOrder[]): LeadCurve | null {
  if (orders.length < LEAST_FOR_CURVE) return null
  const prior = [
    packCurve.base,
    packCurve.share,
    packCurve.classP,
    ...levels.map((level) => packCurve.levels[level] ?? 0),
  ]
  const weights = [...prior]
  const rows = orders.map((order) => ({ x: rowOf(order), y: order.right ? 1 : 0 }))
  for (let step = 0; step < STEPS; step += 1) if (!descend(rows, prior, weights)) break
  const fitted = { ...curveOf(weights), trusts: packCurve.trusts }
  return { ...fitted, trusts: trustsOf(fitted, orders) }
}

interface Row {
  x: readonly number[]
  y: number
}

/** One sweep of Newton steps, one weight after the other; false once nothing moves. */
function descend(rows: readonly Row[], prior: readonly number[], weights: number[]): boolean {
  let largest = 0
  weights.forEach((_, k) => {
    let gradient = RIDGE * ((weights[k] ?? 0) - (prior[k] ?? 0))
    let curvature = RIDGE
    for (const { x, y } of rows) {
      const own = x[k] ?? 0
      if (own === 0) continue
      const p = 1 / (1 + Math.exp(-x.reduce((sum, v, j) => sum + v * (weights[j] ?? 0), 0)))
      gradient += (p - y) * own
      curvature += p * (1 - p) * own * own
    }
    const step = Math.max(-1, Math.min(1, gradient / curvature))
    weights[k] = (weights[k] ?? 0) - step
    largest = Math.max(largest, Math.abs(step))
  })
  return largest > 1e-4
}

/**
 * From which confidence on each precision is kept: by the mean of the confidence above it and what was right above it, half each, because
 * the first trusts the curve and the second luck. With too few orders the pack's own.
 */
function trustsOf(curve: LeadCurve, orders: readonly SureOrder[]): readonly Trust[] {
  if (orders.length < LEAST_FOR_TRUSTS) return packCurve.trusts
  const sure = orders
    .map((order) => ({ p: applyLeadCurve(curve, order), right: order.right }))
    .sort((a, b) => b.p - a.p)
  const above: { from: number; kept: number }[] = []
  let sum = 0
  let right = 0
  sure.forEach((order, at) => {
    sum += order.p
    right += order.right ? 1 : 0
    const n = at + 1
    // A threshold lets in all that are equally sure.
    if (sure[n]?.p === order.p) return
    if (n >= LEAST_ABOVE) above.push({ from: order.p, kept: (sum + right) / (2 * n) })
  })
  let least = 0
  return packCurve.trusts.map(({ precision }) => {
    const lowest = above.findLast(({ kept }) => kept >= precision)
    // Nowhere kept: only what is itself as sure as that.
    least = Math.max(least, Math.round((lowest?.from ?? precision) * 1000) / 1000)
    return { precision, from: Math.min(precision, least) }
  })
}

/** Expected calibration error, ten equal bins. */
export function calibrationError(cases: readonly { p: number; right: boolean }[]): number {
  const bins = Array.from({ length: 10 }, () => ({ p: 0, right: 0 }))
  for (const { p, right } of cases) {
    const bin = bins[Math.min(9, Math.floor(p * 10))]
    if (!bin) continue
    bin.p += p
    bin.right += right ? 1 : 0
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.p - bin.right), 0) / Math.max(1, cases.length)
}
