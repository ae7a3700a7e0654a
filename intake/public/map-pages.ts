import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { App } from '../http/app-types.ts'
import { renderMapPage } from './map-page.ts'
import { renderNotFoundPage } from './not-found-page.ts'
import type { PageKit } from './page-kit.ts'
import { articlesAt, renderPointPage } from './point-page.ts'
import { embed as embedded, pointQuery } from './schemas.ts'

const hidden = { hide: true }

/** 服务导图 (R31): list, map and the city's own boundaries. */
export function registerMapPage(app: App, kit: PageKit): void {
  const { library, pack } = kit
  const districts = pack.jurisdictions
    .filter(({ kind }) => kind === 'district' || kind === 'development_zone')
    .map(({ name }) => name)
  app.get('/map', { schema: { ...hidden, querystring: pointQuery } }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const { q, kind, district, place, open, embed } = request.query
    const { points, around, near } = kit.lookUpPoints(request.query)
    const page = renderMapPage(kit.viewOf(request, embed === '1'), {
      query: { q, kind, district, place, open: open === '1', near },
      points,
      kinds: library.points.kinds,
      districts,
      around,
      source: kit.map,
      today: library.localTime().date,
      titles: await library.titles(),
    })
    return kit.send(request, reply, page)
  })

  registerPointPage(app, kit)
  app.get('/map/boundary.geojson', { schema: hidden }, (_request, reply) => {
    if (kit.boundary === null) throw new AppError('http.not-found')
    return reply
      .header('cache-control', 'public, max-age=3600')
      .type('application/geo+json')
      .send(kit.boundary)
  })
}

const pointParams = z.object({ code: z.string().min(1).max(120) })
const frame = z.object({ embed: embedded })

function registerPointPage(app: App, kit: PageKit): void {
  const { library } = kit
  app.get(
    '/map/points/:code',
    { schema: { ...hidden, params: pointParams, querystring: frame } },
    async (request, reply) => {
      // Whether it is open changes with the minute.
      reply.header('cache-control', 'no-store')
      const now = library.localTime()
      const view = kit.viewOf(request, request.query.embed === '1')
      const found = library.points.findOne(request.params.code, now)
      if (!found) return kit.send(request, reply.status(404), renderNotFoundPage(view, request.url))
      const articles = articlesAt(found, await library.listArticles())
      const facts = { today: now.date, titles: await library.titles() }
      return kit.send(request, reply, renderPointPage(view, { found, articles, ...facts }))
    },
  )
}
