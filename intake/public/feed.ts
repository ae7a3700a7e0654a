import type { Article } from '../../db/packs/pack.ts'
import { html } from './html.ts'
import type { PublicSite } from './site.ts'

const FEED_ENTRIES = 50

type Times = ReadonlyMap<string, Date>

const newest = (articles: readonly Article[], times: Times) => {
  const at = ({ id }: Article) => times.get(id)?.getTime() ?? 0
  return [...articles]
    .sort((a, b) => at(b) - at(a) || (a.valid_from < b.valid_from ? 1 : -1))
    .slice(0, FEED_ENTRIES)
}

/** Atom (RFC 4287), what was published or corrected last first, for readers and other sites. */
export function renderFeed(site: PublicSite, articles: readonly Article[], times: Times): string {
  const entries = newest(articles, times)
  const updated = (article: Article | undefined) =>
    (times.get(article?.id ?? '') ?? new Date(0)).toISOString()
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

/** For search engines: the search page, the map, every article and every service point. */
export function renderSitemap(
  site: PublicSite,
  articles: readonly Article[],
  pointCodes: readonly string[],
): string {
  const paths = [
    '/',
    '/kb',
    '/map',
    ...articles.map(({ id }) => `/kb/articles/${id}`),
    ...pointCodes.map((code) => `/map/points/${encodeURIComponent(code)}`),
  ]
  return html`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map(
    (path) => html`<url><loc>${site.origin}${path}</loc></url>`,
  )}</urlset>`.html
}
