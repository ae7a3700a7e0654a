import type { Unit } from '../../db/packs/pack.ts'

/** From which confidence on the leads reach a precision. */
export interface Trust {
  precision: number
  from: number
}

/** How sure a lead is, as a logistic curve over a few signs, and what that is worth. */
export interface LeadCurve {
  base: number
  /** Of the log odds of the first lead's share. */
  share: number
  /** Of the probability of the best class. */
  classP: number
  levels: Readonly<Partial<Record<Unit['level'], number>>>
  /** Rising; the city's required precision picks its place among them. */
  trusts: readonly Trust[]
}

export interface LeadSigns {
  /** Share of the first lead. */
  share: number
  level: Unit['level'] | null
  /** Probability of the best class. */
  classP: number
}

/** Log odds of a share, kept from the ends. */
export const shareOdds = (share: number) => Math.log((share + 0.01) / (1.01 - share))

/** Probability that the lead is right. */
export function applyLeadCurve(curve: LeadCurve, { share, level, classP }: LeadSigns): number {
  const own = level ? (curve.levels[level] ?? 0) : 0
  const logit = curve.base + curve.share * shareOdds(share) + curve.classP * classP + own
  return 1 / (1 + Math.exp(-logit))
}
