import type { Pack } from '../../db/packs/pack.ts'

export interface FrozenPack {
  pack: Pack
  /** Lines of the catalogue that are not in force on that date. */
  left_out: number
}

/**
 * The pack as it stands on one date, for requests of any time: what last month's requests would have got under lines
 * that begin next month can only be told when the lines' own dates no longer count.
 */
export function freezeCatalogue(pack: Pack, date: string): FrozenPack {
  const catalogue = pack.catalogue
    .filter(({ valid_from }) => valid_from === '' || valid_from <= date)
    .filter(({ valid_until }) => valid_until === '' || date <= valid_until)
    .map((line) => ({ ...line, valid_from: '', valid_until: '' }))
  return { pack: { ...pack, catalogue }, left_out: pack.catalogue.length - catalogue.length }
}
