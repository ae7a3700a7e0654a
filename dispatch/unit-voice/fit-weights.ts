import { catalogueAlone, type LeadWeights } from './lead-model.ts'
import { type LeadCandidate, signsOf } from './weigh-leads.ts'

/** A held-out order: what each source says of each possible lead, and which one a person decided. */
export interface HeardOrder {
  candidates: readonly LeadCandidate[]
  /** Key of the decided lead. */
  truth: string
}

/** So many orders' worth of doubt that history should speak at all: few orders move little. */
const RIDGE = 6
/** The catalogue is never silent (R11): it orders what history knows nothing of. */
const LEAST_CATALOGUE = 0.1
const SWEEPS = 40
const MAX_STEP = 1

/**
 * The weights under which held-out orders are the least surprising, drawn towards the catalogue alone; none below 0. Cyclic Newton steps,
 * one weight at a time; the problem is convex. Deterministic.
 */
export function fitWeights(orders: readonly HeardOrder[]): LeadWeights {
  const cases = orders.flatMap(({ candidates, truth }) => {
    const at = candidates.findIndex(({ key }) => key === truth)
    return at < 0 || candidates.length < 2 ? [] : [{ signs: candidates.map(signsOf), at }]
  })
  const start = [catalogueAlone.catalogue, catalogueAlone.habit, catalogueAlone.text]
  const weights = [...start]
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const steps = start.map((own, k) => improve(cases, weights, { k, own }))
    if (Math.max(...steps) < 1e-3) break
  }
  const [catalogue = 1, habit = 0, text = 0] = weights.map((w) => Math.round(w * 1000) / 1000)
  return { catalogue, habit, text }
}

interface Case {
  signs: readonly [number, number, number][]
  at: number
}

/** One Newton step of one weight; returns how far it went. */
function improve(
  cases: readonly Case[],
  weights: number[],
  { k, own }: { k: number; own: number },
): number {
  const now = weights[k] ?? 0
  let gradient = RIDGE * (now - own)
  let curvature = RIDGE
  for (const { signs, at } of cases) {
    const p = sharesOf(signs, weights)
    let mean = 0
    let square = 0
    signs.forEach((sign, row) => {
      const value = sign[k] ?? 0
      mean += (p[row] ?? 0) * value
      square += (p[row] ?? 0) * value * value
    })
    gradient += mean - (signs[at]?.[k] ?? 0)
    curvature += square - mean * mean
  }
  const step = Math.max(-MAX_STEP, Math.min(MAX_STEP, gradient / curvature))
  const next = Math.max(k === 0 ? LEAST_CATALOGUE : 0, now - step)
  weights[k] = next
  return Math.abs(next - now)
}

function sharesOf(signs: Case['signs'], weights: readonly number[]): number[] {
  const scores = signs.map((sign) => sign.reduce((sum, x, k) => sum + x * (weights[k] ?? 0), 0))
  const top = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - top))
  const sum = raised.reduce((total, x) => total + x, 0)
  return raised.map((x) => x / sum)
}
