import type { Proposal, ProposedPlace } from './proposal.ts'

export interface ConfidenceFacts {
  mode: Proposal['mode']
  /** Share of the votes of the first lead. */
  share: number
  place: ProposedPlace
  /** Probability of the best class. */
  classP: number
}

export interface Confidence {
  confidence: number
  abstain: boolean
  reason: string
}

/** Under this the dispatcher should not trust the first lead. */
const trust = 0.55

/**
 * How likely the proposed lead is right, and whether to say "I don't know" (ask, district, consultation). The
 * curve was fitted on the hand-written requests of `dispatch/testing/requests.jsonl`.
 */
export function judgeConfidence(facts: ConfidenceFacts): Confidence {
  const { mode, share, place, classP } = facts
  const placeP = place.candidates[0]?.score ?? 1
  const raw = Math.sqrt(share) * Math.min(1, 0.5 + placeP / 2)
  const confidence = round(Math.min(0.98, 0.3 + 0.68 * raw * (0.8 + 0.2 * Math.min(1, classP * 2))))
  if (mode === 'ask_place')
    return { confidence: round(confidence * 0.5), abstain: true, reason: '地点不清楚，先问市民' }
  if (mode === 'consultation')
    return { confidence: round(confidence * 0.7), abstain: true, reason: '权责或权属不清，先会商' }
  if (confidence < trust)
    return { confidence, abstain: true, reason: '把握不大，请人工判断承办单位' }
  return { confidence, abstain: false, reason: '' }
}

const round = (p: number) => Math.round(p * 1000) / 1000
