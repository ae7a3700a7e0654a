import {
  circle,
  control,
  map as createMap,
  divIcon,
  geoJSON,
  type LatLngBounds,
  type Map as LeafletMap,
  latLngBounds,
  marker,
  tileLayer,
} from 'leaflet'
import 'leaflet/dist/leaflet.css'
import '../styles/public.css'
import '../styles/public-map.css'

/** So many of the nearest points the map shows at first. */
const NEAREST = 8

/** What `GET /api/v1/kb/points` gives for one point; the server has turned the position into the system of the tiles. */
interface Point {
  code: string
  name: string
  address: string
  open_text: string
  distance_text: string
  distance_km: number | null
  position: { lng: number; lat: number; approximate: boolean } | null
}

const frame = document.getElementById('map')
if (frame) showMap(frame).catch(() => frame.remove())
const locate = document.getElementById('locate')
if (locate && 'geolocation' in navigator) offerPosition(locate as HTMLButtonElement)

/** The list stands on the page already: whatever fails here leaves it as it is. */
async function showMap(element: HTMLElement): Promise<void> {
  const response = await fetch(`/api/v1/kb/points${location.search}`)
  if (!response.ok) throw new Error(String(response.status))
  const { items } = (await response.json()) as { items: Point[] }
  if (!items.some(({ position }) => position)) return element.remove()
  element.hidden = false
  const map = createMap(element, { attributionControl: false, minZoom: 8, maxZoom: 18 })
  control.attribution({ prefix: false }).addTo(map)
  drawPoints(map, items)
  map.fitBounds(boundsOf(items).pad(0.1), { maxZoom: 15 })
  addGround(map, element.dataset)
  drawSelf(map, element.dataset['near'] ?? '')
  await addBoundary(map, element.dataset)
}

function addGround(map: LeafletMap, { tiles, attribution, approval }: DOMStringMap): void {
  if (tiles) tileLayer(tiles, { attribution: attribution ?? '', maxZoom: 18 }).addTo(map)
  if (approval) map.attributionControl.addAttribution(`审图号：${approval}`)
  if (!tiles) map.attributionControl.addAttribution('位置示意，未配置底图')
}

/** Sorted by distance, the first ones are what was asked for; the rest is there when somebody zooms out. */
function boundsOf(points: readonly Point[]): LatLngBounds {
  const sorted = points.some(({ distance_km }) => distance_km !== null)
  const shown = sorted ? points.slice(0, NEAREST) : points
  const places = shown.flatMap(({ position }) => (position ? [position] : []))
  return latLngBounds(places.map(({ lat, lng }): [number, number] => [lat, lng]))
}

function drawPoints(map: LeafletMap, points: readonly Point[]): void {
  points.forEach((point, i) => {
    if (!point.position) return
    const { lng, lat, approximate } = point.position
    const icon = divIcon({
      className: approximate ? 'pin pin-approximate' : 'pin',
      html: String(i + 1),
      iconSize: [30, 30],
    })
    marker([lat, lng], { icon, title: point.name, alt: point.name, keyboard: true })
      .bindPopup(popup(point))
      .on('click keypress', () => mark(point.code))
      .addTo(map)
  })
}

/** Built from nodes: a name from an import is text, whatever it contains. */
function popup(point: Point): HTMLElement {
  const box = document.createElement('div')
  const lines = [point.address, point.open_text, point.distance_text]
  const name = document.createElement('b')
  name.textContent = point.name
  box.append(name)
  for (const line of lines.filter((text) => text !== '')) {
    const p = document.createElement('p')
    p.textContent = line
    box.append(p)
  }
  return box
}

function mark(code: string): void {
  for (const card of document.querySelectorAll('.point.marked')) card.classList.remove('marked')
  const card = document.getElementById(code)
  card?.classList.add('marked')
  card?.scrollIntoView({ block: 'nearest' })
}

function drawSelf(map: LeafletMap, near: string): void {
  const [lng, lat] = near.split(',').map(Number)
  if (lng === undefined || lat === undefined || Number.isNaN(lng) || Number.isNaN(lat)) return
  circle([lat, lng], { radius: 120, className: 'self' }).bindPopup('您的位置').addTo(map)
}

async function addBoundary(map: LeafletMap, { boundary }: DOMStringMap): Promise<void> {
  if (!boundary) return
  const response = await fetch(boundary)
  if (!response.ok) return
  geoJSON(await response.json(), { interactive: false, style: { className: 'boundary' } }).addTo(
    map,
  )
}

/** Asked for only when the visitor presses; the position goes into this one address and is stored nowhere. */
function offerPosition(button: HTMLButtonElement): void {
  const note = document.getElementById('locate-note')
  const say = (text: string) => {
    if (note) note.textContent = text
  }
  button.hidden = false
  button.addEventListener('click', () => {
    button.disabled = true
    say('正在获取位置…')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const url = new URL(location.href)
        url.searchParams.delete('place')
        url.searchParams.set('lng', coords.longitude.toFixed(5))
        url.searchParams.set('lat', coords.latitude.toFixed(5))
        location.assign(url)
      },
      () => {
        button.disabled = false
        say('没有取得位置。可以在“在哪里附近”填写街道、小区或者地铁站。')
      },
      { timeout: 10_000, maximumAge: 60_000 },
    )
  })
}
