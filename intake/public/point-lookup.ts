import type { Pack } from '../../db/packs/pack.ts'
import { createPlaceIndex, type PlaceIndex } from '../../dispatch/place/place-index.ts'
import { resolvePlace } from '../../dispatch/place/resolve-place.ts'
import type { FoundPoint } from '../../kb/point/find-points.ts'
import { type Position, toWgs84 } from '../../kb/point/map-position.ts'
import type { Library } from './library.ts'
import type { PointParams } from './schemas.ts'

const MOST = 100

export interface PointLookup {
  points: FoundPoint[]
  around: string | null
  /** The centre of what `around` names. */
  centre: Position | null
  near: Position | null
}

/**
 * Finds points for a public query: by the visitor's own position, else by a place in words, which the same resolver reads as
 * reads requests. Its index (1.3 s) is built when somebody first names a place.
 */
export function createPointLookup({ library, pack }: { library: Library; pack: Pack }) {
  let places: PlaceIndex | undefined
  const placeOf = (words: string) => {
    places ??= createPlaceIndex(pack)
    const { district, subdistrict } = resolvePlace(places, words)
    const name = subdistrict ?? district
    const centre = name === null ? null : library.points.centreOf(name)
    return centre && name !== null ? { name, centre } : null
  }
  return (query: PointParams): PointLookup => {
    const own = ownPosition(query)
    const named = own === null && query.place !== '' ? placeOf(query.place) : null
    const points = library.points.find(
      {
        text: query.q,
        kind: query.kind,
        service: query.service,
        jurisdiction: query.district,
        near: own ?? named?.centre ?? null,
        openNow: query.open === '1',
        limit: MOST,
      },
      library.localTime(),
    )
    return { points, around: named?.name ?? null, centre: named?.centre ?? null, near: own }
  }
}

function ownPosition({ lng, lat, coordinates }: PointParams): Position | null {
  return lng === undefined || lat === undefined ? null : toWgs84({ lng, lat }, coordinates)
}
