import type { Unit } from '../../db/packs/pack.ts'
import type { ExpandedRole } from '../catalogue/expand-role.ts'
import type { CatalogueMatch } from '../catalogue/match-catalogue.ts'

/** A lead that the catalogue gives for one or more of the candidate classes. */
export interface LeadVote {
  unit: Unit | null
  p: number
  expanded: ExpandedRole
  /** The likeliest class behind it, and the line that decided. */
  code: string
  match: CatalogueMatch
}

/** A line that a candidate class matched, with the weight of its vote. */
export interface LineVote {
  match: CatalogueMatch
  code: string
  p: number
}
