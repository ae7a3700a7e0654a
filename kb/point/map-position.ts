import { createRequire } from 'node:module'
import type { ServicePoint } from '../../db/packs/pack.ts'

type Gcoord = typeof import('gcoord')['default']

/** The package's types promise an ES default that its CommonJS file does not have. */
const gcoord = createRequire(import.meta.url)('gcoord') as Gcoord

/** Degrees in WGS-84, as phones and tile servers outside China have them. */
export interface Position {
  lng: number
  lat: number
}

/** Coordinate systems of Chinese maps; an empty one in a table of centre points is GCJ-02. */
export function toWgs84({ lng, lat }: Position, system: string): Position {
  const name = system.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (name === 'WGS84' || name === 'CGCS2000') return { lng, lat }
  const from = name === 'BD09' ? gcoord.BD09 : gcoord.GCJ02
  const [x, y] = gcoord.transform([lng, lat], from, gcoord.WGS84)
  return { lng: x, lat: y }
}

/** From WGS-84 to the system of the map's tiles. */
export function fromWgs84({ lng, lat }: Position, system: 'WGS84' | 'GCJ02' | 'BD09'): Position {
  if (system === 'WGS84') return { lng, lat }
  const [x, y] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord[system])
  return { lng: x, lat: y }
}

const EARTH_KM = 6371

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: Position, b: Position): number {
  const rad = Math.PI / 180
  const half = (x: number) => Math.sin((x * rad) / 2) ** 2
  const h =
    half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lng - a.lng)
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

export interface PointPosition extends Position {
  /** The centre of the area that it lies in: good for an order of distance, not for a way. */
  approximate: boolean
}

/** Where a service point is: its own coordinates, else the centre of its street or district, else nowhere. */
export function positionOf(
  point: ServicePoint,
  centres: ReadonlyMap<string, Position>,
): PointPosition | null {
  if (point.lng !== undefined && point.lat !== undefined) {
    const own = toWgs84({ lng: point.lng, lat: point.lat }, point.coordinates)
    return { ...own, approximate: false }
  }
  const centre = centres.get(point.jurisdiction)
  return centre ? { ...centre, approximate: true } : null
}
