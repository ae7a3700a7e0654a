import type { Article } from '../../db/packs/pack.ts'
import { articleHtml } from '../../kb/article/article-html.ts'
import { fileKind, fileSize } from '../../kb/article/file-texts.ts'
import type { FoundPoint } from '../../kb/point/find-points.ts'
import { type Html, html, trusted } from './html.ts'
import { renderPage } from './layout.ts'
import { pointCard } from './point-card.ts'
import type { View } from './site.ts'

interface ArticlePage {
  article: Article
  /** Articles of the same topics. */
  related: Article[]
  points: FoundPoint[]
  /** The city's date: an article past its review date says so. */
  today: string
  titles: ReadonlyMap<string, string>
}

function facts({ article, today }: ArticlePage): Html {
  const { source, owner, audience, valid_from, valid_until, verify_before } = article
  const issued = [source.title, source.issuer, source.date].filter((part) => part !== '').join('，')
  const overdue = verify_before !== '' && verify_before < today
  return html`<dl class="facts">
<dt>依据</dt><dd>${source.url && /^https?:/.test(source.url) ? html`<a href="${source.url}" rel="nofollow noopener">${issued}</a>` : issued}</dd>
<dt>负责单位</dt><dd>${owner}</dd>
${audience !== '' && html`<dt>适用对象</dt><dd>${audience}</dd>`}
<dt>适用地区</dt><dd>${article.jurisdiction}</dd>
<dt>有效期</dt><dd>${valid_from} 起${valid_until === null ? '' : `，至 ${valid_until}`}</dd>
<dt>核对日期</dt><dd>${verify_before} 前核对有效${overdue && html`<strong class="overdue">（已过核对日期，请以主管部门最新规定为准）</strong>`}</dd>
<dt>版本</dt><dd>第 ${article.version} 版</dd></dl>`
}

/** Where a file of an article is, without the origin. */
export const filePath = (articleId: string, fileId: string) =>
  `/kb/articles/${articleId}/files/${fileId}`

function downloads({ id, attachments = [] }: Article): Html | false {
  if (attachments.length === 0) return false
  return html`<section><h2>附件下载</h2><ul>${attachments.map(
    (file) =>
      html`<li><a href="${filePath(id, file.id)}" download>${file.name}</a> <span class="meta">${fileKind(file.mime)}，${fileSize(file.size)}</span></li>`,
  )}</ul></section>`
}

/** Answers "was this helpful" by a form, so that it works without a script. */
function feedback({ id }: Article): Html {
  return html`<form class="helpful no-print" method="post" action="/kb/articles/${id}/feedback">
<fieldset><legend>这条资料有帮助吗？</legend>
<button name="helpful" value="yes">有帮助</button> <button name="helpful" value="no">没有帮助</button>
<label for="reason">哪里不清楚或者不对（可不填）</label><textarea id="reason" name="reason" maxlength="500" rows="2"></textarea>
</fieldset></form>`
}

/** One article: the plain answer first, then its sections, where it comes from, where to go. */
export function renderArticlePage(view: View, page: ArticlePage): string {
  const { article, related, points } = page
  const frame = view.embedded ? '?embed=1' : ''
  const main = html`<nav class="crumbs no-print" aria-label="位置"><a href="/kb${frame}">政策查询</a> › ${article.topics[0] ?? article.title}</nav>
<article><h1>${article.title}</h1>${trusted(articleHtml(article.body))}${downloads(article)}${facts(page)}</article>
${points.length > 0 && html`<section><h2>办理地点</h2><ul class="points">${points.map((point) => pointCard(point, { ...view, today: page.today, titles: page.titles }))}</ul></section>`}
${feedback(article)}
${
  related.length > 0 &&
  html`<section class="no-print"><h2>相关资料</h2><ul>${related.map(
    ({ id, title }) => html`<li><a href="/kb/articles/${id}${frame}">${title}</a></li>`,
  )}</ul></section>`
}`
  const [first = ''] = article.body
    .replace(/^#+ .*$/gm, '')
    .trim()
    .split('\n')
  return renderPage(view, {
    title: article.title,
    description: first.slice(0, 150),
    path: `/kb/articles/${article.id}`,
    main,
    here: 'kb',
  })
}
