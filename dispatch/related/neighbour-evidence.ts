import { statusTexts } from '../order/transitions.ts'
import type { Evidence } from '../proposal/proposal.ts'
import type { NeighbourVote } from './find-neighbours.ts'

const SHOWN = 3
/** What is less alike is no precedent. */
const LEAST = { meaning: 0.6, words: 0.25 }

/** Alike enough to say something of the lead. */
export function isPrecedent({ by, similarity }: NeighbourVote): boolean {
  return similarity >= LEAST[by]
}

/** The nearest confirmed orders as lines of evidence: to whom they went, and how they stand or ended (R12). */
export function neighbourEvidence(neighbours: readonly NeighbourVote[]): Evidence[] {
  return neighbours
    .filter(isPrecedent)
    .slice(0, SHOWN)
    .map(({ orderNo, leadName, outcome, similarity }) => ({
      for: 'unit',
      source: 'neighbour',
      ref: orderNo,
      text: leadName,
      span: null,
      why: `相近的已确认工单${orderNo}由${leadName}办理，现为“${statusTexts[outcome]}”，相近度${similarity.toFixed(2)}`,
    }))
}
