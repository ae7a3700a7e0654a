import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { Article } from '../../db/packs/pack.ts'
import { giveFeedback } from '../../kb/article/give-feedback.ts'
import type { App } from '../http/app-types.ts'
import { sendArticleFile } from '../http/send-article-file.ts'
import { renderArticlePage } from './article-page.ts'
import { keepFor } from './cache.ts'
import { renderNotFoundPage } from './not-found-page.ts'
import type { PageKit } from './page-kit.ts'
import { articleParams, embed, feedbackBody, searchQuery } from './schemas.ts'
import { renderSearchPage } from './search-page.ts'
import { renderThanksPage } from './thanks-page.ts'

const RELATED = 6
const RESULTS = 20
const hidden = { hide: true }
const frame = z.object({ embed })

/** Other articles of the same topics. */
function relatedTo(article: Article, all: readonly Article[]): Article[] {
  return all
    .filter(({ id, topics }) => id !== article.id && topics.some((t) => article.topics.includes(t)))
    .slice(0, RELATED)
}

async function find({ library, use }: PageKit, { q, topic }: { q: string; topic: string }) {
  if (q !== '') {
    const found = await library.search(q, RESULTS)
    use.searched(q, found)
    return found
  }
  const articles = await library.listArticles()
  const hits = articles
    .filter((article) => article.topics.includes(topic))
    .map((article) => ({ article, snippet: article.questions.slice(0, 2).join(' / ') }))
  return { hits, sure: true }
}

/** Search page and articles. No sign-in, no script needed, no cookie (R31, R34). */
export function registerArticlePages(app: App, kit: PageKit): void {
  const { library, viewOf, send } = kit
  app.get('/kb', { schema: { ...hidden, querystring: searchQuery } }, async (request, reply) => {
    if (await keepFor(request, reply, library)) return reply
    const { q: query, topic, embed } = request.query
    const found = await find(kit, request.query)
    const page = { query, topic, ...found, articles: await library.listArticles() }
    return send(request, reply, renderSearchPage(viewOf(request, embed === '1'), page))
  })
  app.get(
    '/kb/articles/:id',
    { schema: { ...hidden, params: articleParams, querystring: frame } },
    async (request, reply) => {
      const article = await library.findArticle(request.params.id)
      if (article) kit.use.viewed(request, article.id)
      if (await keepFor(request, reply, library)) return reply
      const view = viewOf(request, request.query.embed === '1')
      if (!article) {
        return send(request, reply.status(404), renderNotFoundPage(view, request.url))
      }
      const related = relatedTo(article, await library.listArticles())
      const now = library.localTime()
      const points = library.pointsFor(article)
      return send(
        request,
        reply,
        renderArticlePage(view, {
          article,
          related,
          points,
          today: now.date,
          titles: await library.titles(),
        }),
      )
    },
  )
}

const fileParams = articleParams.extend({ fileId: z.uuid() })

/** A file is public as long as the article's version in force names it. */
export function registerArticleFiles(app: App, kit: PageKit): void {
  app.get(
    '/kb/articles/:id/files/:fileId',
    { schema: { ...hidden, params: fileParams } },
    async (request, reply) => {
      const { id, fileId } = request.params
      const article = await kit.library.findArticle(id)
      const file = article?.attachments?.find((one) => one.id === fileId)
      if (!file) {
        const page = renderNotFoundPage(kit.viewOf(request, false), request.url)
        return kit.send(request, reply.status(404), page)
      }
      reply.header('cache-control', 'public, no-cache').header('access-control-allow-origin', '*')
      return sendArticleFile(reply, kit.articleFiles, file)
    },
  )
}

/** In a scope of its own: only this address takes a form; all others keep to JSON, which no other site's page can send. */
export function registerFeedbackForm(app: App, kit: PageKit): void {
  const { library } = kit
  // Each value is a string, and the schema decides.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.post(
    '/kb/articles/:id/feedback',
    {
      schema: { ...hidden, params: articleParams, body: feedbackBody },
      config: { rateLimit: { max: kit.limits.lookupsPerMinute, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      const article = await library.findArticle(request.params.id)
      if (!article) throw new AppError('kb.article-not-found')
      await giveFeedback(kit.database.db, {
        ...request.body,
        articleKey: article.id,
        articleVersion: article.version,
        origin: 'public',
        now: kit.clock.now(),
      })
      const { helpful } = request.body
      const page = renderThanksPage(kit.viewOf(request, false), { article, helpful })
      return kit.send(request, reply, page)
    },
  )
}
