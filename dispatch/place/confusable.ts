import type { Pack } from '../../db/packs/pack.ts'
import type { PlaceTree } from './place-tree.ts'

/** True when the pack marks two streets or townships as mixed up by citizens, in either order. */
export type Confusable = (a: number, b: number) => boolean

/** Reads the pairs of the pack; a pair of districts or communities says nothing about streets. */
export function createConfusable(pack: Pick<Pack, 'confusable'>, tree: PlaceTree): Confusable {
  const pairs = new Set<string>()
  for (const { name_a, name_b } of pack.confusable) {
    const a = tree.byFullName.get(name_a)
    const b = tree.byFullName.get(name_b)
    if (a?.level !== 'subdistrict' || b?.level !== 'subdistrict') continue
    pairs.add(`${a.index} ${b.index}`).add(`${b.index} ${a.index}`)
  }
  return (a, b) => pairs.has(`${a} ${b}`)
}
