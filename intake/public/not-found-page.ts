import { html } from './html.ts'
import { renderPage } from './layout.ts'
import type { View } from './site.ts'

/** For an article that was withdrawn, has expired or never was: says so, and where to go on. */
export function renderNotFoundPage(view: View, path: string): string {
  const main = html`<h1>没有这条资料</h1>
<p>它可能已经撤下、过期，或者地址不对。</p>
<p><a href="/kb">重新查询</a>　<a href="/">在线提问</a></p>`
  return renderPage(view, {
    title: '没有这条资料',
    description: '',
    path,
    main,
    here: 'kb',
    index: false,
  })
}
