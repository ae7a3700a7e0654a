/** One request as the scorer sees it: everything that was understood of it already. */
export interface RelatedSide {
  /** The citizen's own words. */
  text: string
  /** An address that was given apart from the words; may be empty. */
  address: string
  at: Date
  /** Equal keys are one person; null = not known. */
  requester: string | null
  place: { district: string | null; subdistrict: string | null; community: string | null }
  /** Probability of each candidate class, by code. */
  classes: ReadonlyMap<string, number>
  /** Of the matter's words, L2-normalised; null where there is no sentence model. */
  vector: Float32Array | null
}
