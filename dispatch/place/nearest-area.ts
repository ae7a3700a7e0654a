import type { PlaceCandidate, ProposedPlace } from '../proposal/proposal.ts'
import { type LngLat, toMapPoint } from './map-point.ts'
import type { PlaceIndex } from './place-index.ts'
import { placeQuestion } from './place-question.ts'
import { fullName, type PlaceNode } from './place-tree.ts'

const earthRadius = 6371
/** Farther than this from every known point the pin says nothing. */
const reach = 30
/**
 * Centre points of streets are good to about a kilometre, so one that is hardly farther may be the right one;
 * in the hills, where points are far apart, the margin grows with the distance.
 */
const margin = { km: 1, ratio: 1.25 }
const maxRivals = 4

/** Kilometres between two points, on a sphere: exact to 0.3 %, which is far finer than our centre points. */
function distanceKm(a: LngLat, b: LngLat): number {
  const radians = Math.PI / 180
  const dLat = (b.lat - a.lat) * radians
  const dLng = (b.lng - a.lng) * radians
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLng / 2) ** 2
  return 2 * earthRadius * Math.asin(Math.sqrt(h))
}

/**
 * The nearest known area to a phone's pin (WGS-84), ambiguous where another street is hardly farther. Without a
 * boundary file this is a hint that a person checks (R12).
 */
export function nearestArea(index: PlaceIndex, pin: LngLat): ProposedPlace | null {
  const near = nearestNodes(index, toMapPoint(pin))
  const [best] = near
  if (!best) return null
  const rivals = near
    .filter(({ km }) => km - best.km <= margin.km || km <= best.km * margin.ratio)
    .slice(0, maxRivals)
  const name = (level: 'district' | 'subdistrict') => {
    const nodes = new Set(rivals.map(({ node }) => node[level]))
    const [only] = nodes
    const found = nodes.size === 1 ? index.tree.nodes[only ?? -1] : undefined
    return found ? fullName(index.tree, found) : null
  }
  const candidates = rivals.map((rival) => toCandidate(index, rival, pin))
  const ambiguous = name('district') === null || new Set(rivals.map(streetOf)).size > 1
  return {
    district: name('district'),
    subdistrict: name('subdistrict'),
    community: ambiguous || best.node.level !== 'community' ? null : best.node.name,
    ambiguous,
    question: ambiguous ? placeQuestion(index.questions, candidates) : null,
    candidates,
  }
}

interface NearNode {
  node: PlaceNode
  km: number
}

const streetOf = ({ node }: NearNode) => node.subdistrict

/** One entry for each street, nearest first; a district's own centre counts only where no street is known. */
function nearestNodes(index: PlaceIndex, pin: LngLat): NearNode[] {
  const best = new Map<number, NearNode>()
  for (const point of index.points) {
    const node = index.tree.nodes[point.node]
    const km = distanceKm(pin, point)
    if (!node || km > reach) continue
    const key = node.subdistrict >= 0 ? node.subdistrict : node.index
    const known = best.get(key)
    if (!known || km < known.km) best.set(key, { node, km })
  }
  const all = [...best.values()].sort((a, b) => a.km - b.km)
  const streets = all.filter((near) => streetOf(near) >= 0)
  return streets.length > 0 ? streets : all
}

function toCandidate(index: PlaceIndex, { node, km }: NearNode, pin: LngLat): PlaceCandidate {
  const name = (at: number) => {
    const found = index.tree.nodes[at]
    return found ? fullName(index.tree, found) : null
  }
  return {
    level: node.level,
    code: node.code,
    district: name(node.district),
    subdistrict: name(node.subdistrict),
    community: node.level === 'community' ? node.name : null,
    score: Math.round(Math.max(0.1, 1 - km / reach) * 1000) / 1000,
    matched: `${pin.lng},${pin.lat}`,
    span: null,
    how: `定位：离已知地点约 ${km.toFixed(1)} 公里`,
  }
}
