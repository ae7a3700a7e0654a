import type { TriageOutcome } from '../proposal/proposal.ts'

/** Name and date of the order of decisions below: stored with every proposal. */
export const policyVersion = 'r11-2026.1'

/**
 * The order in which we decide (R11 and R12 name the cases, not the order), each with its article and the
 * lexicon of the pack that recognises it. Emergency first: missing one is the worst error.
 */
export const triageOrder = [
  { outcome: 'emergency', article: 'R11-1', lexicon: 'emergency' },
  { outcome: 'secret_privacy', article: 'R11-4', lexicon: 'secret-privacy' },
  { outcome: 'unlawful', article: 'R11-6', lexicon: 'unlawful' },
  { outcome: 'statutory_channel', article: 'R11-2', lexicon: 'statutory-channel' },
  { outcome: 'repeat', article: 'R11-3', lexicon: 'repeat' },
  { outcome: 'outside_duties', article: 'R11-5', lexicon: 'outside-duties' },
] as const satisfies readonly { outcome: TriageOutcome; article: string; lexicon: string }[]

/** What is left: an inquiry is answered or dispatched, everything else is dispatched. */
export const openArticles = { inquiry: 'R11', dispatch: 'R12' } as const
