import type { Respondent } from '../catalogue/respondent.ts'
import type { ClassHints, Classification } from '../classifier/create-classifier.ts'
import type { NeighbourVote } from '../related/find-neighbours.ts'
import type { KindDecision } from '../triage/kind.ts'
import type { PreparedText } from '../triage/lexicon.ts'
import type { TriageResult } from '../triage/triage.ts'
import type { HeardHistory } from '../unit-voice/heard-history.ts'
import type { LeadVote, LineVote } from './lead-vote.ts'
import type { Preference, ProposedPlace, ProposeInput } from './proposal.ts'
import type { ClassShare } from './vote-units.ts'

/** One demand: the citizen's words at their own offsets, everything else blank. */
export interface DemandInput {
  /** The whole text as given; spans point into it. */
  original: string
  /** Same length: only this demand's words of the citizen, spaces elsewhere. */
  own: string
  place: ProposedPlace
  known: NonNullable<ProposeInput['known']>
  at: Date
  /** What `triageOf` says of these words: it is asked first, so that an emergency waits for nothing. */
  triage: TriageResult
  hints?: ClassHints
  /** Nearest confirmed orders; absent or empty where there is no history. */
  neighbours?: readonly NeighbourVote[]
  prefer?: Preference | undefined
}

/** What a demand is about, and what the catalogue says of it. */
export interface WeighedDemand {
  input: DemandInput
  text: PreparedText
  /** The words without the names of places. */
  matter: string
  triage: TriageResult
  classes: Classification
  shares: ClassShare[]
  kind: KindDecision
  respondent: Respondent | null
  lines: LineVote[]
  catalogueVotes: LeadVote[]
  isCityWide: boolean
}

/** Everything that was found out, before it is put into words. */
export interface Understanding extends WeighedDemand {
  votes: LeadVote[]
  /** Null where no history was learnt. */
  heard: HeardHistory | null
}
