import type { LeadVote } from '../proposal/lead-vote.ts'
import type { WeighedLead } from './weigh-leads.ts'

export interface HeardHistory {
  /** The catalogue's leads as all sources order them; their shares leave room for what lies outside the catalogue. */
  votes: LeadVote[]
  /** All that was weighed, best first. */
  leads: WeighedLead[]
  /** The strongest unit that history names and no line allows; null where that is weak. */
  outside: WeighedLead | null
}
