import gcoord from 'gcoord'
import type { TileSystem } from '../page/site.ts'

export interface Point {
  lng: number
  lat: number
}

/** Phones say WGS-84; the tiles of Chinese providers stand about 500 metres aside. */
export function toTiles({ lng, lat }: Point, system: TileSystem): Point {
  if (system === 'WGS84') return { lng, lat }
  const [x, y] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord[system])
  return { lng: x, lat: y }
}

export function fromTiles({ lng, lat }: Point, system: TileSystem): Point {
  if (system === 'WGS84') return { lng, lat }
  const [x, y] = gcoord.transform([lng, lat], gcoord[system], gcoord.WGS84)
  return { lng: x, lat: y }
}
