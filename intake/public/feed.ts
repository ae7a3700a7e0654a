import type { Article } from '../../db/packs/pack.ts'
import { html } from './html.ts'
import type { PublicSite } from './site.ts'

const FEED_ENTRIES = 50

const newest = (articles: readonly Article[]) =>
  [...articles].sort((a, b) => (a.valid_from < b.valid_from ? 1 : -1)).slice(0, FEED_ENTRIES)

/** Atom (RFC 4287), newest validity first, for readers and other sites. */
export function renderFeed(site: PublicSite, articles: readonly Article[]): string {
  const entries = newest(articles)
  const updated = (article: Article | undefined) =>
    `${article?.valid_from || '1970-01-01'}T00:00:00+08:00`
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${site.origin}/kb</id><title>${site.city}${site.hotline}政策和办事资料</title>
<link href="${site.origin}/kb"/><link rel="self" href="${site.origin}/kb/feed.xml"/><updated>${updated(entries[0])}</updated>
${entries.map(
  (
    article,
  ) => html`<entry><id>${site.origin}/kb/articles/${article.id}</id><title>${article.title}</title>
<link href="${site.origin}/kb/articles/${article.id}"/><updated>${updated(article)}</updated><author><name>${article.owner}</name></author>
<summary>${article.body
    .replace(/^#+ .*$/gm, '')
    .trim()
    .split('\n')[0]
    ?.slice(0, 200)}</summary></entry>`,
)}</feed>`.html
}

/** For search engines: the search page, the map and every article. */
export function renderSitemap(site: PublicSite, articles: readonly Article[]): string {
  const paths = ['/', '/kb', '/map', ...articles.map(({ id }) => `/kb/articles/${id}`)]
  return html`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map(
    (path) => html`<url><loc>${site.origin}${path}</loc></url>`,
  )}</urlset>`.html
}
