import type { ProposedPlace } from '../proposal/proposal.ts'
import type { KnownPoint, PlaceIndex } from './place-index.ts'
import { fullName } from './place-tree.ts'

const earthRadius = 6371
/** Farther than this from every known point the pin says nothing. */
const reach = 30

/** Kilometres between two points, on a sphere: exact to 0.3 %, which is far finer than our centre points. */
function distanceKm(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const radians = Math.PI / 180
  const dLat = (b.lat - a.lat) * radians
  const dLng = (b.lng - a.lng) * radians
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLng / 2) ** 2
  return 2 * earthRadius * Math.asin(Math.sqrt(h))
}

/** The nearest known area to a phone's pin. Without a boundary file this is a hint that a person checks. */
export function nearestArea(
  index: PlaceIndex,
  pin: { lng: number; lat: number },
): ProposedPlace | null {
  let best: { point: KnownPoint; km: number } | null = null
  for (const point of index.points) {
    const km = distanceKm(pin, point)
    if (km <= reach && (!best || km < best.km)) best = { point, km }
  }
  const node = best ? index.tree.nodes[best.point.node] : undefined
  if (!best || !node) return null
  const name = (at: number) => {
    const found = index.tree.nodes[at]
    return found ? fullName(index.tree, found) : null
  }
  const place = {
    district: name(node.district),
    subdistrict: name(node.subdistrict),
    community: node.level === 'community' ? node.name : null,
  }
  const candidate = {
    ...place,
    level: node.level,
    code: node.code,
    score: Math.round(Math.max(0.1, 1 - best.km / reach) * 1000) / 1000,
    matched: `${pin.lng},${pin.lat}`,
    span: null,
    how: `定位：离已知地点约 ${best.km.toFixed(1)} 公里`,
  }
  return { ...place, ambiguous: false, question: null, candidates: [candidate] }
}
