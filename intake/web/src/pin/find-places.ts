import type { Point } from './map-system.ts'

/** A place that can be chosen or that the ground shows; its position is in the system of the tiles. */
export interface Place extends Point {
  name: string
  detail: string
}

interface PointsAnswer {
  around: string | null
  centre: Point | null
  items: { name: string; address: string; position: Point | null }[]
}

const MOST = 8

async function ask(query: Record<string, string>): Promise<PointsAnswer> {
  const response = await fetch(`/api/v1/kb/points?${new URLSearchParams(query)}`)
  if (!response.ok) throw new Error(String(response.status))
  return (await response.json()) as PointsAnswer
}

const placesOf = ({ items }: PointsAnswer): Place[] =>
  items.flatMap(({ name, address, position }) =>
    position ? [{ name, detail: address, lng: position.lng, lat: position.lat }] : [],
  )

/** Known places on the ground: all over the city, or nearest first around a position (WGS-84). */
export async function knownPlaces(near: Point | null): Promise<Place[]> {
  const around = near && { lng: near.lng.toFixed(5), lat: near.lat.toFixed(5) }
  return placesOf(await ask({ ...around }))
}

/** Streets and districts by name, then public places by name, then what is near the named street. */
export async function findPlaces(words: string): Promise<Place[]> {
  const [near, named] = await Promise.all([ask({ place: words }), ask({ q: words })])
  const area =
    near.around !== null && near.centre !== null
      ? [{ name: near.around, detail: '大致中心，请再拖到准确位置', ...near.centre }]
      : []
  const found = [...area, ...placesOf(named), ...(area.length > 0 ? placesOf(near) : [])]
  const names = new Set<string>()
  return found.filter(({ name }) => !names.has(name) && names.add(name)).slice(0, MOST)
}
