import type { Mention } from './find-mentions.ts'
import type { NameTarget } from './name-target.ts'
import type { PlaceIndex } from './place-index.ts'
import { isWithin } from './place-tree.ts'

/**
 * `回龙观` + `龙腾苑五区`: a street's name, used for the whole neighbourhood, before an estate that lies in a street
 * which the pack marks as confused with it. The estate is right; people know their estate and not its borders.
 */
export function isNeighbourhoodOf(index: PlaceIndex, area: Mention, exact: Mention): boolean {
  if (crossesBorders.test(exact.text)) return false
  const isInside = exact.targets.some((target) =>
    area.targets.some((outer) => isWithin(index.tree, target.node, outer.node)),
  )
  return !isInside && exact.targets.some((target) => isNeighbour(index, area, target))
}

/** A road, a bridge or a station may bear the name of a community and reach beyond it. */
const crossesBorders = /[路街道桥站口河]$/

/** True for the one place of an exact name that the neighbourhood can mean. */
export function isNeighbour(index: PlaceIndex, area: Mention, target: NameTarget): boolean {
  const node = index.tree.nodes[target.node]
  if (!node || !isExact(index, target)) return false
  return area.targets.some(
    (outer) => !isExact(index, outer) && index.confusable(outer.node, node.subdistrict),
  )
}

/** A community, or a street that is meant by an estate or a landmark in it. */
function isExact(index: PlaceIndex, { node, how }: NameTarget): boolean {
  const level = index.tree.nodes[node]?.level
  return (
    level === 'community' ||
    (level === 'subdistrict' && (how === '小区名' || how.startsWith('地标')))
  )
}
