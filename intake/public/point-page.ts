import type { Article } from '../../db/packs/pack.ts'
import type { FoundPoint } from '../../kb/point/find-points.ts'
import { html } from './html.ts'
import { renderPage } from './layout.ts'
import { pointCard } from './point-card.ts'
import type { View } from './site.ts'

interface PointPage {
  found: FoundPoint
  /** What can be done there: articles that name the point, and articles that it names. */
  articles: readonly Article[]
  today: string
  titles: ReadonlyMap<string, string>
}

/** Articles on what is handled at a point, by either side's word (pure). */
export function articlesAt(
  { point }: Pick<FoundPoint, 'point'>,
  articles: readonly Article[],
): Article[] {
  const offered = new Set(point.services)
  return articles.filter(
    ({ id, title, service_points: named = [] }) =>
      named.includes(point.code) || offered.has(id) || offered.has(title),
  )
}

/** One service point: where, when, how to get in, and what can be done there (R31). */
export function renderPointPage(view: View, page: PointPage): string {
  const { found, articles, today, titles } = page
  const { point } = found
  const frame = view.embedded ? '?embed=1' : ''
  const onMap = `/map?q=${encodeURIComponent(point.name)}${view.embedded ? '&embed=1' : ''}`
  const main = html`<nav class="crumbs no-print" aria-label="位置"><a href="/map${frame}">服务导图</a> › ${point.kind}</nav>
<h1>${point.name}</h1>
<ul class="points alone">${pointCard(found, { ...view, today, titles })}</ul>
${point.accessibility === '' && html`<p class="meta">无障碍设施没有记录，需要的话请先打电话问清楚。</p>`}
${
  articles.length > 0 &&
  html`<section><h2>在这里办的事</h2><ul class="results">${articles.map(
    ({ id, title, audience }) =>
      html`<li><a href="/kb/articles/${id}${frame}">${title}</a>${audience !== '' && html` <span class="meta">${audience}</span>`}</li>`,
  )}</ul></section>`
}
<p class="no-print"><a href="${onMap}">在服务导图上看</a></p>`
  return renderPage(view, {
    title: point.name,
    description: [point.kind, point.address, point.hours].filter((part) => part !== '').join('，'),
    path: `/map/points/${encodeURIComponent(point.code)}`,
    main,
    here: 'map',
  })
}
