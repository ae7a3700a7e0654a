import type { Pack } from '../../db/packs/pack.ts'
import { type Automaton, createAutomaton } from './aho-corasick.ts'
import { type Confusable, createConfusable } from './confusable.ts'
import { createForeignCity } from './foreign-city.ts'
import { createFuzzyNames, type FuzzyNames } from './fuzzy-names.ts'
import { toMapPoint } from './map-point.ts'
import type { PlaceName } from './name-target.ts'
import { pinyinNames } from './pinyin-names.ts'
import { collectPlaceNames } from './place-names.ts'
import { createPlaceTree, type PlaceTree } from './place-tree.ts'
import { collectWideNames, type WideNames } from './wide-names.ts'
import { type CutsWord, createWordEdges } from './word-edges.ts'

/** Everything that resolving a place needs, built once from a pack and never changed. */
export interface PlaceIndex {
  tree: PlaceTree
  names: PlaceName[]
  automaton: Automaton
  fuzzy: FuzzyNames
  /** Short forms of streets that people use for the streets around as well. */
  wide: WideNames
  /** Neighbouring or like-named streets that people mix up (`confusable` of the pack). */
  confusable: Confusable
  /** Cuts a text into words, to tell names from accidents. */
  wordEdges: (text: string) => CutsWord
  /** True when the words before a name are another city's. */
  isForeign: (before: string) => boolean
  points: KnownPoint[]
  /** The pack's questions to the citizen: where it is, and which of several. */
  questions: { where: string; which: string }
}

/** A place with coordinates (GCJ-02): the centre of a jurisdiction, or a service point that lies in it. */
export interface KnownPoint {
  node: number
  lng: number
  lat: number
}

/** Builds the automaton over all names, short forms, former names and landmarks of the pack (R12: 属地管理). */
export function createPlaceIndex(pack: Pack): PlaceIndex {
  const tree = createPlaceTree(pack)
  const confusable = createConfusable(pack, tree)
  const hanNames = collectPlaceNames(pack, tree, confusable)
  const names = [...hanNames, ...pinyinNames(hanNames, ({ node }) => isOfficial(tree, node))]
  const texts = names.map((name) => name.text)
  const byFame = namesByFame(hanNames, tree)
  return {
    tree,
    names,
    confusable,
    wordEdges: createWordEdges(byFame),
    isForeign: createForeignCity(pack, new Set(byFame.known)),
    automaton: createAutomaton(texts),
    fuzzy: createFuzzyNames(tree),
    wide: collectWideNames(hanNames, tree),
    points: collectPoints(pack, tree),
    questions: {
      where: pack.texts['ask.address']?.zh ?? '请问具体在哪个区、哪个街道或乡镇？',
      which: pack.texts['ask.district']?.zh ?? '您说的“{matched}”有几处，请选一个：',
    },
  }
}

const isOfficial = (tree: PlaceTree, node: number) => {
  const level = tree.nodes[node]?.level
  return level === 'district' || level === 'subdistrict'
}

/** Names that count without context, those of communities apart: fewer people know them. */
function namesByFame(names: readonly PlaceName[], tree: PlaceTree) {
  const strong = names.filter(({ targets }) => targets.some(({ weak }) => !weak))
  const isCommunity = ({ targets }: PlaceName) =>
    targets.every(({ node }) => tree.nodes[node]?.level === 'community')
  return {
    known: strong.filter((name) => !isCommunity(name)).map((name) => name.text),
    communities: strong.filter(isCommunity).map((name) => name.text),
  }
}

function collectPoints(pack: Pack, tree: PlaceTree): KnownPoint[] {
  const points: KnownPoint[] = []
  for (const { index, level, row } of tree.nodes) {
    if (level === 'city' || row.lng === undefined || row.lat === undefined) continue
    points.push({ node: index, lng: row.lng, lat: row.lat })
  }
  for (const { jurisdiction, lng, lat, coordinates } of pack.service_points) {
    const node = tree.byFullName.get(jurisdiction)
    if (!node || lng === undefined || lat === undefined) continue
    const point = /wgs/i.test(coordinates) ? toMapPoint({ lng, lat }) : { lng, lat }
    points.push({ node: node.index, ...point })
  }
  return points
}
