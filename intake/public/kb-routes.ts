import { AppError } from '../../db/kernel/errors.ts'
import { articleHtml } from '../../kb/article/article-html.ts'
import { giveFeedback } from '../../kb/article/give-feedback.ts'
import { fromWgs84 } from '../../kb/point/map-position.ts'
import { distanceText, openText } from '../../kb/point/point-texts.ts'
import { noContent } from '../api/schemas.ts'
import type { App } from '../http/app-types.ts'
import { apiError } from '../protocol/console-api.ts'
import { filePath } from './article-page.ts'
import { keepFor } from './cache.ts'
import type { PublicDeps } from './public-deps.ts'
import {
  articleParams,
  articleResult,
  feedbackBody,
  pointQuery,
  pointResult,
  searchQuery,
  searchResult,
} from './schemas.ts'
import { summarise } from './summarise.ts'

const errors = { 400: apiError, 404: apiError, 429: apiError }
const LIMIT = 20

/** `GET /api/v1/kb/*`: the public knowledge base for other sites (R31, R34). Anybody may read it from any page. */
export function registerKbRoutes(app: App, deps: PublicDeps): void {
  const { library, origin } = deps
  app.get(
    '/api/v1/kb/search',
    {
      schema: {
        tags: ['knowledge base'],
        querystring: searchQuery,
        response: { 200: searchResult, ...errors },
      },
    },
    async (request, reply) => {
      if (await keepFor(request, reply, library)) return reply
      reply.header('access-control-allow-origin', '*')
      const { q } = request.query
      const found = q === '' ? { hits: [], sure: true } : await library.search(q, LIMIT)
      if (q !== '') deps.use.searched(q, found)
      const items = found.hits.map(({ article, snippet }) => ({
        ...summarise(article, origin(request)),
        snippet,
      }))
      return { query: q, count: items.length, sure: found.sure, items }
    },
  )
  app.get(
    '/api/v1/kb/articles/:id',
    {
      schema: {
        tags: ['knowledge base'],
        params: articleParams,
        response: { 200: articleResult, ...errors },
      },
    },
    async (request, reply) => {
      const article = await library.findArticle(request.params.id)
      if (article) deps.use.viewed(request, article.id)
      if (await keepFor(request, reply, library)) return reply
      reply.header('access-control-allow-origin', '*')
      if (!article) throw new AppError('kb.article-not-found')
      const { id, questions, topics, jurisdiction, audience, body } = article
      const own = { questions, topics, jurisdiction, audience, body, html: articleHtml(body) }
      const site = origin(request)
      const attachments = (article.attachments ?? []).map((file) => ({
        ...file,
        url: `${site}${filePath(id, file.id)}`,
      }))
      return { ...summarise(article, site), ...own, attachments }
    },
  )
  registerPointRoute(app, deps)
  registerFeedbackRoute(app, deps)
}

function registerPointRoute(app: App, deps: PublicDeps): void {
  const { library } = deps
  app.get(
    '/api/v1/kb/points',
    {
      schema: {
        tags: ['knowledge base'],
        querystring: pointQuery,
        response: { 200: pointResult, ...errors },
      },
    },
    async (request, reply) => {
      // Opening hours change with the minute, and the answer may hold the asker's position.
      reply.header('cache-control', 'no-store').header('access-control-allow-origin', '*')
      const { points, around, centre } = deps.lookUpPoints(request.query)
      const today = library.localTime().date
      const items = points.map((found) => ({
        ...found.point,
        position: found.position && {
          ...fromWgs84(found.position, deps.map.tileSystem),
          approximate: found.position.approximate,
        },
        distance_km: found.distance,
        open: found.open.state,
        open_text: openText(found, today),
        distance_text: distanceText(found),
      }))
      return { around, centre: centre && fromWgs84(centre, deps.map.tileSystem), items }
    },
  )
}

function registerFeedbackRoute(app: App, deps: PublicDeps): void {
  const { library } = deps
  app.post(
    '/api/v1/kb/articles/:id/feedback',
    {
      schema: {
        tags: ['knowledge base'],
        params: articleParams,
        body: feedbackBody,
        response: { 204: noContent, ...errors },
      },
      config: { rateLimit: { max: deps.limits.lookupsPerMinute, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      const article = await library.findArticle(request.params.id)
      if (!article) throw new AppError('kb.article-not-found')
      await giveFeedback(deps.database.db, {
        ...request.body,
        articleKey: article.id,
        articleVersion: article.version,
        now: deps.clock.now(),
      })
      return reply.status(204).send()
    },
  )
}
