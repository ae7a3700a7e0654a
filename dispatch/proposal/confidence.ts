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

/** Under this the dispatcher should not trust the first lead. */
const trust = 0.6

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
export function judgeConfidence(facts: ConfidenceFacts): Confidence {
  const { mode, share, level, classP } = facts
  const odds = Math.log((share + 0.01) / (1.01 - share))
  const logit =
    curve.base + curve.share * odds + curve.classP * classP + (level ? (levels[level] ?? 0) : 0)
  const confidence = round(1 / (1 + Math.exp(-logit)))
  if (mode === 'ask_place')
    return { confidence: round(confidence * 0.5), abstain: true, reason: '地点不清楚，先问市民' }
  if (mode === 'consultation')
    return { confidence, abstain: true, reason: '权责或权属不清，先会商' }
  if (confidence < trust)
    return { confidence, abstain: true, reason: '把握不大，请人工判断承办单位' }
  return { confidence, abstain: false, reason: '' }
}

/** How often an outcome without dispatch was right on the same requests. */
const outcomes: Partial<Record<TriageOutcome, number>> = { emergency: 0.85, inquiry: 0.83 }

export function outcomeConfidence(outcome: TriageOutcome): number {
  return outcomes[outcome] ?? 0.93
}

const round = (p: number) => Math.round(p * 1000) / 1000
