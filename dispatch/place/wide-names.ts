import type { NameTarget, PlaceName } from './name-target.ts'
import type { PlaceTree } from './place-tree.ts'

/** A street's short form that people use beyond its borders: the form, and the streets that it names. */
export type WideNames = ReadonlyMap<string, ReadonlySet<number>>

/**
 * 古城 is a street, and 古城南里 lies in the next one: where places of the same district that begin with a street's
 * short form lie in another street, the short form alone is the name of a whole neighbourhood.
 */
export function collectWideNames(names: readonly PlaceName[], tree: PlaceTree): WideNames {
  const shortForms = streetsByShortForm(names, tree)
  const wide = new Map<string, Set<number>>()
  for (const name of names) {
    for (const form of headsOf(name.text)) {
      const streets = shortForms.get(form)?.filter((street) => liesBeside(name, street, tree)) ?? []
      if (streets.length > 0) wide.set(form, new Set([...(wide.get(form) ?? []), ...streets]))
    }
  }
  return wide
}

function streetsByShortForm(names: readonly PlaceName[], tree: PlaceTree): Map<string, number[]> {
  const isStreet = ({ node, how }: NameTarget) =>
    how === '简称' && tree.nodes[node]?.level === 'subdistrict'
  const all = names.map(({ text, targets }): [string, number[]] => [
    text,
    targets.filter(isStreet).map(({ node }) => node),
  ])
  return new Map(all.filter(([, streets]) => streets.length > 0))
}

/** 古城南里 → 古城, 古城南. */
const headsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(0, i + 2))

/** True where one of the places meant is a part of the same district and of another street. */
function liesBeside({ targets }: PlaceName, street: number, tree: PlaceTree): boolean {
  const district = tree.nodes[street]?.district
  return targets.some(({ node, how }) => {
    const place = tree.nodes[node]
    if (!place || place.district !== district || place.subdistrict < 0) return false
    const isPart = place.level === 'community' || how.startsWith('地标') || how === '小区名'
    return isPart && place.subdistrict !== street
  })
}

/** What a citizen says who does not know, or does not say, where exactly it is. */
const vagueTail =
  /^(?:那|这)(?:边|块|片|一带|一片|一块|附近|疙瘩|圪垯|跟前)|^(?:一带|附近|周边|周围|片区|住(?![宅院户处宿房建])|上班|工作)/

/** A bridge that is named after the next street may stand between two. */
const bridgeTail = /^(?:立交)?桥(?![村镇乡头])/

/** `大红门那边`: the neighbourhood is meant; its street is likely and not sure (R12: 管辖不清先核实). */
export function isVague(
  wide: WideNames,
  at: { name: string; street: number; tail: string },
): boolean {
  if (bridgeTail.test(at.tail)) return true
  return (wide.get(at.name)?.has(at.street) ?? false) && vagueTail.test(at.tail)
}
