import type { App } from '../http/app-types.ts'
import { keepFor } from './cache.ts'
import { renderFeed, renderSitemap } from './feed.ts'
import type { PageKit } from './page-kit.ts'

const hidden = { hide: true }

/** For machines that read the public pages: feed, sitemap, robots. */
export function registerFeeds(app: App, kit: PageKit): void {
  const codes = kit.pack.service_points.map(({ code }) => code)
  const { library, siteOf } = kit
  app.get('/kb/feed.xml', { schema: hidden }, async (request, reply) => {
    if (await keepFor(request, reply, library)) return reply
    const times = await library.publicationTimes()
    const text = renderFeed(siteOf(request), await library.listArticles(), times)
    return reply.type('application/atom+xml; charset=utf-8').send(text)
  })
  app.get('/sitemap.xml', { schema: hidden }, async (request, reply) => {
    if (await keepFor(request, reply, library)) return reply
    const text = renderSitemap(siteOf(request), await library.listArticles(), codes)
    return reply.type('application/xml; charset=utf-8').send(text)
  })
  app.get('/robots.txt', { schema: hidden }, (request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        `User-agent: *\nDisallow: /console\nDisallow: /api\nSitemap: ${kit.origin(request)}/sitemap.xml\n`,
      ),
  )
}
