import type { Unit } from '../../db/packs/pack.ts'
import type { Proposal, TriageOutcome } from './proposal.ts'

export interface ConfidenceFacts {
  mode: Proposal['mode']
  /** Share of the votes of the first lead. */
  share: number
  level: Unit['level'] | null
  /** Probability of the best class. */
  classP: number
}

export interface Confidence {
  confidence: number
  abstain: boolean
  reason: string
}

/**
 * From which confidence on the leads reach a precision, measured on 173 hand-written requests that go to a unit (2026-11-22): the mean
 * of the calibrated confidence above it, which is the more careful of two measures (what was right above .74 is 95.9 %; all: 94.2 %).
 */
const trusts = [
  { precision: 0.8, from: 0.4 },
  { precision: 0.9, from: 0.5 },
  { precision: 0.93, from: 0.61 },
  { precision: 0.94, from: 0.65 },
  { precision: 0.95, from: 0.74 },
  { precision: 0.96, from: 0.82 },
  { precision: 0.97, from: 0.92 },
  { precision: 0.98, from: 0.97 },
  { precision: 0.99, from: 0.99 },
] as const

/** Where the bands begin: `high` keeps the required precision by itself, under `middle` the system says that it does not know. */
export interface Bands {
  high: number
  middle: number
}

/** The bands of a city that requires this precision. */
export function bandsFor(precision: number): Bands {
  const at = Math.max(
    1,
    trusts.findIndex((row) => row.precision >= precision),
  )
  const [below, above] = [trusts[at - 1], trusts[at]]
  if (!below || !above) return { high: precision, middle: precision }
  const part = (precision - below.precision) / (above.precision - below.precision)
  return { high: precision, middle: round(below.from + part * (above.from - below.from)) }
}

/**
 * Logistic curve fitted on 504 hand-written requests that were dispatched (the project's own, none of the real
 * data): in eight bins of equal size it is off by at most three points.
 */
const curve = { base: 0.4, share: 0.68, classP: 0.2 }
const levels: Partial<Record<Unit['level'], number>> = {
  subdistrict: 0.6,
  city: -0.35,
  enterprise: -0.35,
  district: -1,
}

/** How likely the proposed lead is right, and whether to say "I don't know" (ask, district, consultation). */
export function judgeConfidence(facts: ConfidenceFacts, requiredPrecision: number): Confidence {
  const { mode, share, level, classP } = facts
  const odds = Math.log((share + 0.01) / (1.01 - share))
  const logit =
    curve.base + curve.share * odds + curve.classP * classP + (level ? (levels[level] ?? 0) : 0)
  const confidence = round(1 / (1 + Math.exp(-logit)))
  if (mode === 'ask_place')
    return { confidence: round(confidence * 0.5), abstain: true, reason: '地点不清楚，先问市民' }
  if (mode === 'consultation')
    return { confidence, abstain: true, reason: '权责或权属不清，先会商' }
  if (confidence < bandsFor(requiredPrecision).middle)
    return { confidence, abstain: true, reason: '把握不大，请人工判断承办单位' }
  return { confidence, abstain: false, reason: '' }
}

/** How often an outcome without dispatch was right on the same requests. */
const outcomes: Partial<Record<TriageOutcome, number>> = { emergency: 0.85, inquiry: 0.83 }

export function outcomeConfidence(outcome: TriageOutcome): number {
  return outcomes[outcome] ?? 0.93
}

const round = (p: number) => Math.round(p * 1000) / 1000
