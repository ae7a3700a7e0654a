import type { Classification } from '../classifier/create-classifier.ts'
import type { LeadVote } from './lead-vote.ts'
import type { Preference } from './proposal.ts'
import type { ClassShare } from './vote-units.ts'

/**
 * The whole weight of a preference: it decides between candidates that the evidence leaves close (up to a quarter apart) and
 * never overrules what the evidence says plainly.
 */
const WEIGHT = 0.2

/** The shares with the chosen one lifted, best first. A choice that is no candidate changes nothing: nothing is added. */
function lift<T extends { p: number }>(items: readonly T[], isChosen: (item: T) => boolean): T[] {
  if (!items.some(isChosen)) return [...items]
  return items
    .map((item) => ({ ...item, p: (1 - WEIGHT) * item.p + (isChosen(item) ? WEIGHT : 0) }))
    .sort((a, b) => b.p - a.p)
}

/** The classes that are shown, as a preference orders them. */
export function preferCandidates(
  classes: Classification,
  prefer: Preference | undefined,
): Classification {
  if (!prefer?.serviceCode) return classes
  const candidates = lift(classes.candidates, ({ code }) => code === prefer.serviceCode)
  return { ...classes, candidates }
}

/** The classes that vote for units, as a preference weighs them. */
export function preferShares(
  shares: readonly ClassShare[],
  prefer: Preference | undefined,
): ClassShare[] {
  if (!prefer?.serviceCode) return [...shares]
  return lift(shares, ({ code }) => code === prefer.serviceCode)
}

/** The leads that the catalogue allows, as a preference weighs them (R12). */
export function preferLeads(
  votes: readonly LeadVote[],
  prefer: Preference | undefined,
): LeadVote[] {
  if (!prefer?.leadUnit) return [...votes]
  return lift(votes, ({ unit }) => unit?.code === prefer.leadUnit)
}
