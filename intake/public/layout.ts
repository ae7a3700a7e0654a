import { type Html, html } from './html.ts'
import type { View } from './site.ts'

interface PageParts {
  title: string
  description: string
  /** `/kb?q=…`, without the origin; the page's own address for search engines. */
  path: string
  main: Html
  /** Which part of the navigation is this one. */
  here: 'kb' | 'map' | null
  /** A script of our own build, by its file name in /assets. */
  script?: string
  /** Search results are not for an index; articles are. */
  index?: boolean
}

const link = (here: PageParts['here'], is: PageParts['here'], href: string, text: string) =>
  html`<a href="${href}"${here === is && html` aria-current="page"`}>${text}</a>`

/** A whole public page: readable without a script, indexable, printable. */
export function renderPage(view: View, page: PageParts): string {
  const { site, embedded } = view
  const name = `${site.city}${site.hotline}政务服务便民热线`
  const body = html`<body${embedded && html` class="embedded"`}>
${
  !embedded &&
  html`<a class="skip" href="#main">跳到正文</a>
<header class="public-header"><div class="wide">
<p class="brand"><a href="/"><span class="brand-number">${site.hotline}</span> <span>${site.city}政务服务便民热线</span></a></p>
<nav aria-label="主要栏目">${link(page.here, 'kb', '/kb', '查政策')}${link(page.here, 'map', '/map', '服务导图')}<a href="/">在线反映</a></nav>
</div></header>`
}
<main id="main" class="wide">${page.main}</main>
<footer class="wide public-footer">
<p>资料仅供查询参考，以主管部门最新规定为准。没有查到？<a href="/"${embedded && html` target="_blank" rel="noopener"`}>在线提问</a>或拨打 <a href="tel:${site.hotline}">${site.hotline}</a>。遇到危险请立即拨打 <a href="tel:110">110</a>、<a href="tel:119">119</a>、<a href="tel:120">120</a>。</p>
<p class="print-only">打印自 ${site.origin}${page.path}</p>
</footer>
${page.script !== undefined && html`<script type="module" src="/assets/${page.script}"></script>`}
</body>`
  const head = html`<head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light"><meta name="theme-color" content="#123f7f">
<title>${page.title} · ${name}</title>
<meta name="description" content="${page.description}">
${(page.index === false || embedded) && html`<meta name="robots" content="noindex">`}
<link rel="canonical" href="${site.origin}${page.path}">
<link rel="alternate" type="application/atom+xml" title="政策资料更新" href="/kb/feed.xml">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/public.css">
</head>`
  return html`<!doctype html><html lang="zh-CN">${head}${body}</html>`.html
}
