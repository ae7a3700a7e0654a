import type { FoundPoint } from '../../kb/point/find-points.ts'
import { distanceText, openText } from '../../kb/point/point-texts.ts'
import { type Html, html } from './html.ts'
import type { View } from './site.ts'

/** Ids of articles are Latin; names of services are not. */
const ARTICLE_ID = /^[a-z0-9-]+$/
const FEW = 8
export interface PointView extends View {
  today: string
  /** Titles of published articles by their id: an entry of `services` that is one becomes a link. */
  titles: ReadonlyMap<string, string>
}

/** What can be done at a point: names as they stand, articles as links; an article that is no longer published is left out. */
function serviceList(services: readonly string[], { titles, embedded }: PointView): Html {
  const shown = services.filter((service) => titles.has(service) || !ARTICLE_ID.test(service))
  const first = shown.slice(0, FEW)
  const link = (service: string) => {
    const title = titles.get(service)
    if (title === undefined) return html`${service}`
    return html`<a href="/kb/articles/${service}${embedded && '?embed=1'}">${title}</a>`
  }
  const list = (some: string[]) => some.map((service, i) => html`${i > 0 && '、'}${link(service)}`)
  const rest = shown.slice(FEW)
  return html`${list(first)}${rest.length > 0 && html`<details><summary>还有 ${rest.length} 项</summary>${list(rest)}</details>`}`
}

/** One service point in a list: all that the map shows stands here too. */
export function pointCard(found: FoundPoint, view: PointView): Html {
  const { point, position } = found
  const open = openText(found, view.today)
  const far = distanceText(found)
  return html`<li class="point" id="${point.code}" data-code="${point.code}">
<h3><a href="/map/points/${encodeURIComponent(point.code)}${view.embedded && '?embed=1'}">${point.name}</a></h3>
<p class="meta">${point.kind} · ${point.jurisdiction}${far !== '' && html` · <b>${far}</b>`}</p>
${open !== '' && html`<p class="open" data-state="${found.open.state}">${open}</p>`}
<dl class="facts">
${point.address !== '' && html`<dt>地址</dt><dd>${point.address}</dd>`}
${point.hours !== '' && html`<dt>时间</dt><dd>${point.hours}</dd>`}
${point.phone !== '' && html`<dt>电话</dt><dd>${point.phone.split(/[|、,，/]/).map((phone, i) => html`${i > 0 && '、'}<a href="tel:${phone.trim()}">${phone.trim()}</a>`)}</dd>`}
${point.services.length > 0 && html`<dt>可办</dt><dd>${serviceList(point.services, view)}</dd>`}
${point.accessibility !== '' && html`<dt>无障碍</dt><dd>${point.accessibility}</dd>`}
<dt>来源</dt><dd>${point.source}（${point.verify_before} 前核对有效）</dd></dl>
${position?.approximate && html`<p class="meta">地图上的位置是所在街道或区的中心，去之前请按地址查路线。</p>`}</li>`
}
