import type { Article } from '../../db/packs/pack.ts'
import { html } from './html.ts'
import { renderPage } from './layout.ts'
import type { View } from './site.ts'

/** After "was this helpful" without a script. */
export function renderThanksPage(
  view: View,
  { article, helpful }: { article: Article; helpful: boolean },
): string {
  const main = html`<h1>已收到，谢谢</h1>
<p role="status">${helpful ? '您的反馈会帮助我们把资料写得更好。' : '我们会转给这条资料的负责单位核对。您也可以直接提问，或者登记诉求。'}</p>
<p><a href="/kb/articles/${article.id}">返回“${article.title}”</a>　<a href="/">在线提问</a></p>`
  const path = `/kb/articles/${article.id}`
  return renderPage(view, {
    title: '已收到',
    description: '',
    path,
    main,
    here: 'kb',
    index: false,
  })
}
