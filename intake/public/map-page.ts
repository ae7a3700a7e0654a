import type { FoundPoint } from '../../kb/point/find-points.ts'
import { type Html, html } from './html.ts'
import { renderPage } from './layout.ts'
import { pointCard } from './point-card.ts'
import type { View } from './site.ts'

/** Tiles and boundaries are the city's own choice (its key, its approved map); without them points stand on a plain ground. */
export interface MapSource {
  tileUrl: string | null
  tileAttribution: string
  tileSystem: 'WGS84' | 'GCJ02' | 'BD09'
  /** Shown on the map, as the law on maps asks; a boundary file is refused without it. */
  approvalNumber: string
  hasBoundary: boolean
}

export interface MapQuery {
  q: string
  kind: string
  district: string
  /** A place in words: 望京, 某某小区. */
  place: string
  open: boolean
  near: { lng: number; lat: number } | null
}

interface MapPage {
  query: MapQuery
  points: FoundPoint[]
  kinds: { kind: string; count: number }[]
  districts: string[]
  /** What the words of `place` were understood as; null when nothing was found for them. */
  around: string | null
  source: MapSource
  today: string
  titles: ReadonlyMap<string, string>
}

function options(values: readonly string[], chosen: string, all: string): Html {
  return html`<option value="">${all}</option>${values.map(
    (value) => html`<option${value === chosen && html` selected`}>${value}</option>`,
  )}`
}

function filters(view: View, { query, kinds, districts }: MapPage): Html {
  return html`<form class="map-filters no-print" action="/map" method="get" role="search">
${view.embedded && html`<input type="hidden" name="embed" value="1">`}
<p><label for="q">找什么</label><input id="q" name="q" type="search" maxlength="100" value="${query.q}" placeholder="政务大厅、图书馆、医院…"></p>
<p><label for="place">在哪里附近</label><input id="place" name="place" maxlength="100" value="${query.place}" placeholder="街道、小区、地铁站"></p>
<p><label for="kind">类别</label><select id="kind" name="kind">${options(
    kinds.map(({ kind }) => kind),
    query.kind,
    '全部',
  )}</select></p>
<p><label for="district">区</label><select id="district" name="district">${options(districts, query.district, '全市')}</select></p>
<p class="check"><label><input type="checkbox" name="open" value="1"${query.open && html` checked`}> 现在开放</label></p>
<p class="actions"><button type="submit">查找</button> <button type="button" id="locate" class="second" hidden>用我的位置</button></p>
<p id="locate-note" class="meta" role="status"></p></form>`
}

function order({ near }: MapQuery, around: string | null): string {
  if (near !== null) return '按与您的位置的距离排列'
  return around === null ? '' : `按与“${around}”的距离排列`
}

function summary({ query, points, around }: MapPage): Html {
  const near = order(query, around)
  const unknown = query.place !== '' && around === null
  return html`${unknown && html`<p role="alert">没有找到“${query.place}”在哪里，请换成街道、小区或者地铁站的名字。</p>`}
<p role="status">${points.length > 0 ? html`共 ${points.length} 处${near && `，${near}`}。` : '没有符合条件的地点。可以减少条件再查。'}</p>`
}

/** What the script draws; the list below says the same to everybody else. */
function mapFrame({ source, query }: MapPage): Html {
  return html`<div id="map" class="no-print" role="region" aria-label="服务导图地图" hidden data-tiles="${source.tileUrl ?? ''}"
data-attribution="${source.tileAttribution}" data-approval="${source.approvalNumber}" data-boundary="${source.hasBoundary ? '/map/boundary.geojson' : ''}"
data-near="${query.near ? `${query.near.lng},${query.near.lat}` : ''}"></div>`
}

/** 12345服务导图 (R31): the service points as a list that works alone, and as a map where a script runs. */
export function renderMapPage(view: View, page: MapPage): string {
  const { query } = page
  const main = html`<h1>服务导图</h1>${filters(view, page)}${summary(page)}
<div class="map-columns">${mapFrame(page)}<ul class="points">${page.points.map((point) =>
    pointCard(point, { ...view, today: page.today, titles: page.titles }),
  )}</ul></div>`
  const asked = query.q !== '' || query.place !== '' || query.kind !== '' || query.district !== ''
  return renderPage(view, {
    title: asked
      ? `${[query.district, query.kind, query.q].filter((x) => x !== '').join(' ') || query.place} 服务导图`
      : '服务导图',
    description: `${view.site.city}政务服务中心、医院、图书馆、博物馆等服务网点的地址、开放时间、电话和距离。`,
    path: '/map',
    main,
    here: 'map',
    script: 'map.js',
    index: !asked,
  })
}
