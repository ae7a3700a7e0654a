/** What the server writes into the page: the city's own name and number, and the map that it may show. */
export interface Site {
  name: string
  number: string
  map: MapSite
}

export type TileSystem = 'WGS84' | 'GCJ02' | 'BD09'

/** Tiles are the city's own choice; without them the map is a plain ground with known places. */
export interface MapSite {
  tiles: string
  system: TileSystem
  attribution: string
  approval: string
}

const systems: readonly TileSystem[] = ['WGS84', 'GCJ02', 'BD09']

export function readSite(page: Document): Site {
  const meta = (name: string) =>
    page.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? ''
  return {
    name: meta('hotline-name') || '政务服务便民热线',
    number: meta('hotline-number') || '12345',
    map: {
      tiles: meta('map-tiles'),
      system: systems.find((system) => system === meta('map-system')) ?? 'WGS84',
      attribution: meta('map-attribution'),
      approval: meta('map-approval'),
    },
  }
}
