/** What every public page says of itself. */
export interface PublicSite {
  city: string
  hotline: string
  /** `https://host` without a slash: for canonical addresses and feeds. */
  origin: string
}

/** How a public page is shown. */
export interface View {
  site: PublicSite
  /** Inside a frame of another site: no header, links open in a new tab. */
  embedded: boolean
}
