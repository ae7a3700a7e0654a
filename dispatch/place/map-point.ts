import { createRequire } from 'node:module'

type Gcoord = typeof import('gcoord')['default']

/** The package's types promise an ES default that its CommonJS file does not have. */
const gcoord = createRequire(import.meta.url)('gcoord') as Gcoord

export interface LngLat {
  lng: number
  lat: number
}

/** A phone's position as the maps of the pack have it: phones say WGS-84, Chinese maps show GCJ-02, 500 m aside. */
export function toMapPoint(pin: LngLat): LngLat {
  const [lng, lat] = gcoord.transform([pin.lng, pin.lat], gcoord.WGS84, gcoord.GCJ02)
  return { lng, lat }
}
