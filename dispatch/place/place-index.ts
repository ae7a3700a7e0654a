import type { Pack } from '../../db/packs/pack.ts'
import { type Automaton, createAutomaton } from './aho-corasick.ts'
import { createFuzzyNames, type FuzzyNames } from './fuzzy-names.ts'
import { collectPlaceNames, type PlaceName } from './place-names.ts'
import { createPlaceTree, type PlaceTree } from './place-tree.ts'

/** Everything that resolving a place needs, built once from a pack and never changed. */
export interface PlaceIndex {
  tree: PlaceTree
  names: PlaceName[]
  automaton: Automaton
  fuzzy: FuzzyNames
  points: KnownPoint[]
  /** The pack's questions to the citizen: where it is, and which of several. */
  questions: { where: string; which: string }
}

/** A place with coordinates: the centre of a jurisdiction, or a service point that lies in it. */
export interface KnownPoint {
  node: number
  lng: number
  lat: number
}

/** Builds the automaton over all names, short forms, former names and landmarks of the pack (R12: 属地管理). */
export function createPlaceIndex(pack: Pack): PlaceIndex {
  const tree = createPlaceTree(pack)
  const names = collectPlaceNames(pack, tree)
  return {
    tree,
    names,
    automaton: createAutomaton(names.map((name) => name.text)),
    fuzzy: createFuzzyNames(tree),
    points: collectPoints(pack, tree),
    questions: {
      where: pack.texts['ask.address']?.zh ?? '请问具体在哪个区、哪个街道或乡镇？',
      which: pack.texts['ask.district']?.zh ?? '您说的“{matched}”有几处，请选一个：',
    },
  }
}

function collectPoints(pack: Pack, tree: PlaceTree): KnownPoint[] {
  const points: KnownPoint[] = []
  for (const { index, level, row } of tree.nodes) {
    if (level === 'city' || row.lng === undefined || row.lat === undefined) continue
    points.push({ node: index, lng: row.lng, lat: row.lat })
  }
  for (const { jurisdiction, lng, lat } of pack.service_points) {
    const node = tree.byFullName.get(jurisdiction)
    if (node && lng !== undefined && lat !== undefined) points.push({ node: node.index, lng, lat })
  }
  return points
}
