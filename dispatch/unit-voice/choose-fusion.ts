import { packCurve } from '../proposal/confidence.ts'
import { applyLeadCurve, type LeadCurve } from '../proposal/lead-curve.ts'
import { calibrationError, fitLeadCurve, type SureOrder } from './fit-lead-curve.ts'
import { fitWeights, type HeardOrder } from './fit-weights.ts'
import { orderLeads } from './hear-history.ts'
import {
  catalogueAlone,
  type LeadFigures,
  type LeadVerdict,
  type LeadWeights,
} from './lead-model.ts'

/** A held-out order with what the older ones say of it. */
export interface ExaminedOrder extends HeardOrder {
  /** Orders of one event stay together. */
  group: string
  classP: number
  /** More than one place remains: the citizen would be asked. */
  isPlaceOpen: boolean
}

export interface Fusion {
  weights: LeadWeights
  curve: LeadCurve | null
}

/**
 * How much history may say, chosen on held-out orders: the weights and the confidence curve that fit them best, provided that in both
 * halves, each judged by what was fitted on the other, the leads are not worse and less of a surprise. Otherwise the catalogue speaks alone.
 */
export function chooseFusion(
  orders: readonly ExaminedOrder[],
): Fusion & { verdict: Omit<LeadVerdict, 'orders' | 'roles'> } {
  const halves = splitHalves(orders)
  const alone = () => catalogueAlone
  const before = crossFigures(halves, { weightsOf: alone, curveOf: () => null })
  const after = crossFigures(halves, { weightsOf: fitWeights, curveOf })
  const isBetter = after.loss < before.loss && after.right >= before.right
  const kept = isBetter ? after : crossFigures(halves, { weightsOf: alone, curveOf })
  const weights = isBetter ? fitWeights(orders) : catalogueAlone
  const curve = kept.ece <= before.ece || isBetter ? curveOf(orders, weights) : null
  const verdict = { held: orders.length, before, after: isBetter || curve ? kept : before }
  return { weights, curve, verdict }
}

const curveOf = (orders: readonly ExaminedOrder[], weights: LeadWeights) =>
  fitLeadCurve(sureOrders(orders, weights))

type Halves = readonly [readonly ExaminedOrder[], readonly ExaminedOrder[]]

/** Two halves; orders of one event stay together. */
function splitHalves(orders: readonly ExaminedOrder[]): Halves {
  const sideOf = new Map<string, number>()
  for (const { group } of orders) if (!sideOf.has(group)) sideOf.set(group, sideOf.size % 2)
  const half = (side: number) => orders.filter(({ group }) => sideOf.get(group) === side)
  return [half(0), half(1)]
}

/** Each half judged by what was fitted on the other. */
function crossFigures(
  [a, b]: Halves,
  fit: {
    weightsOf: (orders: readonly ExaminedOrder[]) => LeadWeights
    curveOf: (orders: readonly ExaminedOrder[], weights: LeadWeights) => LeadCurve | null
  },
): LeadFigures {
  const judged = [
    [a, b],
    [b, a],
  ].flatMap(([teach = [], judge = []]) => {
    const weights = fit.weightsOf(teach)
    const curve = fit.curveOf(teach, weights) ?? packCurve
    return judge.map((order) => judgeOrder(order, weights, curve))
  })
  const n = Math.max(1, judged.length)
  const mean = (of: (row: Judged) => number) =>
    Math.round((judged.reduce((sum, row) => sum + of(row), 0) / n) * 1e4) / 1e4
  return {
    right: mean(({ right }) => (right ? 1 : 0)),
    loss: mean(({ loss }) => loss),
    ece: Math.round(calibrationError(judged.flatMap(({ sure }) => sure ?? [])) * 1e4) / 1e4,
  }
}

interface Judged {
  right: boolean
  loss: number
  /** Null where the citizen would be asked for the place. */
  sure: { p: number; right: boolean } | null
}

const LEAST_P = 0.002

function judgeOrder(order: ExaminedOrder, weights: LeadWeights, curve: LeadCurve): Judged {
  const { votes, leads } = orderLeads({ weights }, order.candidates)
  const p = leads.find(({ key }) => key === order.truth)?.p ?? 0
  const [sure] = sureOrders([order], weights)
  return {
    right: votes[0]?.unit?.code === order.truth,
    loss: -Math.log(Math.max(LEAST_P, p)),
    sure: sure ? { p: applyLeadCurve(curve, sure), right: sure.right } : null,
  }
}

/** The orders that would have been proposed to a unit, with the signs of how sure that was. */
function sureOrders(orders: readonly ExaminedOrder[], weights: LeadWeights): SureOrder[] {
  return orders.flatMap(({ candidates, truth, classP, isPlaceOpen }) => {
    const [best] = orderLeads({ weights }, candidates).votes
    if (!best?.unit || (best.expanded.missing === 'subdistrict' && isPlaceOpen)) return []
    const { code, level } = best.unit
    return [{ share: best.p, level, classP, right: code === truth }]
  })
}
