import type { Landmark } from '../../db/packs/pack.ts'

/** What a name points at. A weak target counts only in context: see `find-mentions.ts`. */
export interface NameTarget {
  node: number
  weight: number
  weak: boolean
  how: string
  /** Made from an alias or a former name by another suffix: nobody's official name. */
  derived?: boolean
  /** What a landmark is. */
  kind?: Landmark['kind']
}

export interface PlaceName {
  text: string
  targets: NameTarget[]
}
