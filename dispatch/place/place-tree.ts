import type { Jurisdiction, Pack } from '../../db/packs/pack.ts'
import type { PlaceCandidate } from '../proposal/proposal.ts'

export type PlaceLevel = PlaceCandidate['level']

/** A jurisdiction in the tree city → district → subdistrict → community; numbers are indexes into `PlaceTree.nodes`. */
export interface PlaceNode {
  index: number
  code: string
  name: string
  level: PlaceLevel
  /** The node itself or the ancestor at that level, -1 where there is none. */
  district: number
  subdistrict: number
  row: Jurisdiction
}

export interface PlaceTree {
  nodes: PlaceNode[]
  byCode: Map<string, PlaceNode>
  /** `朝阳区` and `朝阳区望京街道` → node. */
  byFullName: Map<string, PlaceNode>
}

/** A development zone counts as a district (db/packs/README.md). */
export function placeLevel(kind: Jurisdiction['kind']): PlaceLevel {
  switch (kind) {
    case 'city':
      return 'city'
    case 'district':
    case 'development_zone':
      return 'district'
    case 'community':
    case 'village':
      return 'community'
    default:
      return 'subdistrict'
  }
}

const depth: Record<PlaceLevel, number> = { city: 0, district: 1, subdistrict: 2, community: 3 }

/** 0 for the city … 3 for a community. */
export function levelDepth(level: PlaceLevel): number {
  return depth[level]
}

export function createPlaceTree(pack: Pack): PlaceTree {
  const rows = [...pack.jurisdictions].sort(
    (a, b) => depth[placeLevel(a.kind)] - depth[placeLevel(b.kind)],
  )
  const tree: PlaceTree = { nodes: [], byCode: new Map(), byFullName: new Map() }
  for (const row of rows) {
    const node = makeNode(row, tree)
    tree.nodes.push(node)
    tree.byCode.set(row.code, node)
    const full = fullName(tree, node)
    if (node.level !== 'community' && !tree.byFullName.has(full)) tree.byFullName.set(full, node)
  }
  return tree
}

function makeNode(row: Jurisdiction, tree: PlaceTree): PlaceNode {
  const index = tree.nodes.length
  const level = placeLevel(row.kind)
  const parent = tree.byCode.get(row.parent)
  return {
    index,
    code: row.code,
    name: row.name,
    level,
    district: level === 'district' ? index : (parent?.district ?? -1),
    subdistrict: level === 'subdistrict' ? index : (parent?.subdistrict ?? -1),
    row,
  }
}

/** `朝阳区望京街道` for a street or township; the short official name for every other level. */
export function fullName(tree: PlaceTree, node: PlaceNode): string {
  const district = tree.nodes[node.district]
  return node.level === 'subdistrict' && district ? `${district.name}${node.name}` : node.name
}

/** True when `inner` is `outer` or lies in it. */
export function isWithin(tree: PlaceTree, inner: number, outer: number): boolean {
  const a = tree.nodes[inner]
  const b = tree.nodes[outer]
  if (!a || !b) return false
  return inner === outer || b.level === 'city' || a.district === outer || a.subdistrict === outer
}
