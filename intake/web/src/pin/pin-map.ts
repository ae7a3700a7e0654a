import {
  circleMarker,
  control,
  map as createMap,
  divIcon,
  type LatLng,
  latLngBounds,
  layerGroup,
  marker,
  tileLayer,
} from 'leaflet'
import leafletCss from 'leaflet/dist/leaflet.css?url'
import type { MapSite } from '../page/site.ts'
import type { Place } from './find-places.ts'
import type { Point } from './map-system.ts'

export interface PinMap {
  /** Puts the pin somewhere and shows it there. */
  place(point: Point): void
  /** Names on the ground, in place of those that were there. */
  showPlaces(places: readonly Place[]): void
  hasPin(): boolean
  close(): void
}

/** Without tiles the known places must be in sight. */
const CLOSE = { tiles: 16, bare: 14 }
/** So many names can be read beside each other. */
const MOST_NAMES = 24
/** So many of the nearest are in sight beside the pin. */
const NEAREST = 3
/** About twenty metres for each press of an arrow key. */
const STEP = 0.0002

const steps: Record<string, [number, number]> = {
  ArrowUp: [STEP, 0],
  ArrowDown: [-STEP, 0],
  ArrowLeft: [0, -STEP],
  ArrowRight: [0, STEP],
}

/** Only this chunk needs the library's styles: they are fetched with it. */
function loadStyles(): Promise<void> {
  if (document.querySelector(`link[href="${leafletCss}"]`)) return Promise.resolve()
  return new Promise((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = leafletCss
    link.onload = () => resolve()
    link.onerror = () => resolve()
    document.head.append(link)
  })
}

/** A map with one pin that is dragged, pressed to a spot, or moved with the arrow keys. */
export async function createPinMap(
  element: HTMLElement,
  site: MapSite,
  onMoved: (point: Point) => void,
): Promise<PinMap> {
  await loadStyles()
  const map = createMap(element, { attributionControl: false, minZoom: 8, maxZoom: 18 })
  map.setView([35, 105], 8)
  const credits = control.attribution({ prefix: false }).addTo(map)
  if (site.tiles) {
    tileLayer(site.tiles, { attribution: site.attribution, maxZoom: 18 }).addTo(map)
  } else credits.addAttribution('位置示意，未配置底图')
  if (site.approval) credits.addAttribution(`审图号：${site.approval}`)
  control.scale({ imperial: false }).addTo(map)
  const icon = divIcon({
    className: 'drag-pin',
    html: '',
    iconSize: [36, 36],
    iconAnchor: [18, 36],
  })
  const pin = marker(map.getCenter(), {
    icon,
    draggable: true,
    keyboard: true,
    title: '拖动到准确位置，也可以用方向键移动',
    alt: '要发送的位置',
  })
  const known = layerGroup().addTo(map)
  const moved = ({ lat, lng }: LatLng) => onMoved({ lat, lng })
  const put = (at: LatLng) => {
    pin.setLatLng(at).addTo(map)
    moved(at)
  }
  pin.on('dragend', () => moved(pin.getLatLng()))
  map.on('click', ({ latlng }) => put(latlng))
  pin.on('keydown', ({ originalEvent }) => {
    const step = steps[originalEvent.key]
    if (!step) return
    originalEvent.preventDefault()
    originalEvent.stopPropagation()
    const { lat, lng } = pin.getLatLng()
    put(pin.setLatLng([lat + step[0], lng + step[1]]).getLatLng())
  })
  return {
    place: ({ lat, lng }) => {
      map.setView([lat, lng], Math.max(map.getZoom(), site.tiles ? CLOSE.tiles : CLOSE.bare))
      pin.setLatLng([lat, lng]).addTo(map)
    },
    showPlaces: (places) => {
      known.clearLayers()
      for (const { name, lat, lng } of places.slice(0, MOST_NAMES)) {
        circleMarker([lat, lng], { radius: 4, interactive: false, className: 'known-place' })
          .bindTooltip(name, { permanent: true, direction: 'right', className: 'known-name' })
          .addTo(known)
      }
      // Without tiles the nearest names say where the pin is: they must be in sight.
      const placed = map.hasLayer(pin)
      const seen = placed ? places.slice(0, NEAREST) : places
      if (seen.length === 0 || (placed && site.tiles)) return
      const bounds = latLngBounds(seen.map(({ lat, lng }): [number, number] => [lat, lng]))
      if (placed) bounds.extend(pin.getLatLng())
      map.fitBounds(bounds.pad(0.15), { maxZoom: CLOSE.tiles })
    },
    hasPin: () => map.hasLayer(pin),
    close: () => void map.remove(),
  }
}
