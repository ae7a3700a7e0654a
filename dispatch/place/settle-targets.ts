import type { Confusable } from './confusable.ts'
import type { NameTarget, PlaceName } from './name-target.ts'
import { isWithin, type PlaceTree } from './place-tree.ts'

interface Known {
  tree: PlaceTree
  confusable: Confusable
}

/** The community of a street is often called by the street's name; only its full form then means it alone. */
const communitySuffix = /(?:社区|村)$/

/**
 * Of all that a name may mean keeps what people mean by it. What is only less likely becomes weak: it counts
 * right after the area it lies in (`海淀小关`), and is silent elsewhere.
 */
export function settleTargets(name: PlaceName, known: Known): void {
  dropWeak(name, known)
  dropDerived(name, known)
  dropSeats(name, known)
  weakenVillages(name, known)
  dropInner(name, known)
}

const levelOf = ({ tree }: Known, { node }: NameTarget) => tree.nodes[node]?.level

/** A weak target beside a strong one elsewhere is noise (`大兴社区` in the centre against the district `大兴`). */
function dropWeak(name: PlaceName, { tree }: Known): void {
  const strong = name.targets.filter((target) => !target.weak)
  if (strong.length === 0 || strong.length === name.targets.length) return
  name.targets = name.targets.filter(
    (target) => !target.weak || strong.some((other) => isWithin(tree, target.node, other.node)),
  )
}

/** A street's official name is no other street's: a township beside it may have lent its own to an alias. */
function dropDerived(name: PlaceName, known: Known): void {
  const isStreet = (target: NameTarget) => levelOf(known, target) === 'subdistrict'
  if (!name.targets.some((target) => isStreet(target) && target.how === '名称')) return
  name.targets = name.targets.filter((target) => !isStreet(target) || target.derived !== true)
}

/** The seat of a district often bears its name: the short form means the district. */
function dropSeats(name: PlaceName, known: Known): void {
  const districts = name.targets.filter(
    (target) => target.how === '简称' && levelOf(known, target) === 'district',
  )
  name.targets = name.targets.filter(
    (target) =>
      districts.includes(target) ||
      !districts.some((district) => isWithin(known.tree, target.node, district.node)),
  )
}

/**
 * A street or a well-known landmark hides a community elsewhere that only its short form makes a namesake,
 * unless the pack marks the two as confused. An estate is no better known than another one. Inside one district the bare name
 * is the street's or township's even then: who means the next street's community says 社区.
 */
function weakenVillages(name: PlaceName, known: Known): void {
  const { tree, confusable } = known
  const famous = name.targets.filter(
    (target) =>
      !target.weak &&
      ((levelOf(known, target) === 'subdistrict' && target.how !== '小区名') ||
        target.how.startsWith('地标')),
  )
  for (const target of name.targets) {
    if (target.how !== '简称' || levelOf(known, target) !== 'community') continue
    const node = tree.nodes[target.node]
    const hides = (other: NameTarget) =>
      !isWithin(tree, target.node, other.node) &&
      (other.kind !== undefined ||
        tree.nodes[other.node]?.district === node?.district ||
        !confusable(other.node, node?.subdistrict ?? -1)) &&
      (node?.row.kind === 'village' || other.kind !== 'estate')
    if (famous.length > 0 && famous.every(hides)) target.weak = true
  }
}

/** A street's short form hides the community and estates of the same name inside it. */
function dropInner(name: PlaceName, known: Known): void {
  const isStreet = (target: NameTarget) => levelOf(known, target) === 'subdistrict'
  if (communitySuffix.test(name.text)) return
  name.targets = name.targets.filter(
    (target) =>
      isStreet(target) ||
      !name.targets.some(
        (other) =>
          other !== target && isStreet(other) && isWithin(known.tree, target.node, other.node),
      ),
  )
}
