import type { Article } from '../../db/packs/pack.ts'
import { type Html, html } from './html.ts'
import { renderPage } from './layout.ts'
import type { LibraryHit } from './library.ts'
import type { View } from './site.ts'

interface SearchPage {
  query: string
  topic: string
  hits: LibraryHit[]
  /** False: what was found is only near what was asked. */
  sure: boolean
  /** All articles, for the topics. */
  articles: Article[]
}

const TOPICS = 40
const POPULAR = 8

function countTopics(articles: readonly Article[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { topics } of articles) {
    for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  }
  return Array.from(counts)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, TOPICS)
}

const frame = (view: View) => (view.embedded ? '&embed=1' : '')

function searchForm(view: View, query: string): Html {
  return html`<form class="search" role="search" action="/kb" method="get">
<label class="visually-hidden" for="q">要查什么</label>
<input id="q" name="q" type="search" value="${query}" maxlength="200" placeholder="例如：居住证怎么办、公积金怎么提取" autocomplete="off">
${view.embedded && html`<input type="hidden" name="embed" value="1">`}<button type="submit">查询</button></form>`
}

function resultList(view: View, hits: readonly LibraryHit[]): Html {
  return html`<ol class="results">${hits.map(
    ({
      article,
      snippet,
    }) => html`<li><h3><a href="/kb/articles/${article.id}${view.embedded && '?embed=1'}">${article.title}</a></h3>
<p>${snippet}</p><p class="meta">${article.owner} · 核对至 ${article.verify_before}</p></li>`,
  )}</ol>`
}

/** Results that only come near are few and say so: a citizen must not take them for the answer. */
const NEAR = 5

function found(view: View, { query, topic, hits, sure }: SearchPage): Html {
  const wanted = query || topic
  if (sure && hits.length > 0) {
    return html`<section aria-label="查询结果"><p role="status">与“${wanted}”有关的资料 ${hits.length} 条：</p>${resultList(view, hits)}</section>`
  }
  const near = hits.slice(0, NEAR)
  return html`<section aria-label="查询结果"><p role="status">没有查到与“${wanted}”直接有关的资料。</p>
<ul><li>换一个更短或者更常用的说法，例如“居住证”。</li>
<li>到<a href="/">在线反映</a>直接提问；现有资料答不了的，可以登记下来请负责的单位答复。</li>
<li>查办事地点，请看<a href="/map?q=${encodeURIComponent(wanted)}${frame(view)}">服务导图</a>。</li></ul>
${near.length > 0 && html`<p>下面几条只是字面相近，不一定是您要找的：</p>${resultList(view, near)}`}</section>`
}

/** 政策查询: one field, topics, results with source and date; works without a script. */
export function renderSearchPage(view: View, page: SearchPage): string {
  const { query, topic, articles } = page
  const asked = query !== '' || topic !== ''
  const topics = countTopics(articles)
  const main = html`<h1>政策和办事查询</h1>
${searchForm(view, query)}
${asked && found(view, page)}
${
  !asked &&
  html`<section><h2>大家常查</h2><ul class="popular">${articles
    .filter(({ questions }) => questions.length > 0)
    .slice(0, POPULAR)
    .map(
      ({ questions: [question = ''] }) =>
        html`<li><a href="/kb?q=${encodeURIComponent(question)}${frame(view)}">${question}</a></li>`,
    )}</ul></section>`
}
<section><h2>按主题查</h2><ul class="topics">${topics.map(
    ([name, count]) =>
      html`<li><a href="/kb?topic=${encodeURIComponent(name)}${frame(view)}"${name === topic && html` aria-current="true"`}>${name} <span>${count}</span></a></li>`,
  )}</ul></section>`
  return renderPage(view, {
    title: asked ? `${query || topic} 查询结果` : '政策和办事查询',
    description: `${view.site.city}${view.site.hotline}政策和办事资料查询：户籍、社保、医保、公积金、入学、不动产、养老等，每条注明依据、负责单位和核对日期。`,
    path: asked ? `/kb?${query ? 'q' : 'topic'}=${encodeURIComponent(query || topic)}` : '/kb',
    main,
    here: 'kb',
    index: !asked,
  })
}
