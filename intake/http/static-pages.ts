import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { App } from './app-types.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

export interface PagesInput {
  /** Built files of the citizen page and of the console. */
  webDir: string
  consoleDir: string
  hotline: string
  tls: boolean
  /** What the citizen page is told by its meta tags: city, map. */
  meta: Readonly<Record<string, string>>
  /** Origin of the map's tiles. */
  imageOrigin: string | null
  /** Sites that may show the citizen page in a frame. */
  embedOrigins: readonly string[]
}

/** `index-DHbbAv0_.js`; a file that other pages name (`map.js`) has no hash and is asked for again. */
const HASHED = /-[\w-]{6,}\.\w+$/
const BRIEFLY = 'public, max-age=300'

const file = z.object({ '*': z.string() })

async function readIndex(dir: string): Promise<string | null> {
  try {
    return await readFile(join(dir, 'index.html'), 'utf8')
  } catch {
    return null
  }
}

function notBuilt(reply: FastifyReply, command: string): FastifyReply {
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>接诉 jiesu</title><body>
<p>页面还没有构建。请在项目目录运行 <code>${command}</code>，然后刷新。</p>
<p>This page is not built yet. Run <code>${command}</code> in the project folder and reload.</p></body></html>`
  return reply.status(503).type('text/html; charset=utf-8').send(html)
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

function withMeta(html: string, name: string, content: string): string {
  const tag = new RegExp(`(<meta\\s+name="${name}"\\s+content=")[^"]*(")`)
  return html.replace(tag, `$1${escapeAttribute(content)}$2`)
}

/** The nonce is made for each response; `<meta property="csp-nonce">` hands it to the console's style library. */
function withNonce(html: string, nonce: string): string {
  const tag = `<meta property="csp-nonce" content="${nonce}" nonce="${nonce}">`
  const cleaned = html.replace(/<meta[^>]*property="csp-nonce"[^>]*>/, '')
  return cleaned.replace('<head>', `<head>${tag}`)
}

/** The citizen page; with `?embed=1` as the sites of the allow-list may frame it. */
function registerCitizenPage(
  app: App,
  pages: PagesInput,
  page: (reply: FastifyReply, html: string) => FastifyReply,
): void {
  const hidden = { hide: true }
  const { tls, imageOrigin, embedOrigins } = pages
  app.get('/', { schema: hidden }, async (request, reply) => {
    const html = await readIndex(pages.webDir)
    if (html === null) return notBuilt(reply, 'npm run build:web')
    const framed = (request.query as { embed?: string }).embed === '1'
    const frameAncestors = framed ? embedOrigins : []
    if (frameAncestors.length > 0) reply.removeHeader('x-frame-options')
    const { host } = request.headers
    const policy = contentSecurityPolicy({ host, tls, imageOrigin, frameAncestors })
    reply.header('content-security-policy', policy)
    const told = { 'hotline-number': pages.hotline, ...pages.meta }
    return page(
      reply,
      Object.entries(told).reduce((text, [name, content]) => withMeta(text, name, content), html),
    )
  })
  // Loaded by other sites' pages; what it opens is refused to those that are not on the list.
  app.get('/widget.js', { schema: hidden }, (_request, reply) =>
    reply
      .header('cache-control', BRIEFLY)
      .header('cross-origin-resource-policy', 'cross-origin')
      .sendFile('widget.js', pages.webDir),
  )
}

/** Serves the two web apps. Hashed files are cached for ever, pages never; the console's paths all lead to its page. */
export async function registerPages(app: App, pages: PagesInput): Promise<void> {
  await app.register(fastifyStatic, {
    root: [pages.webDir, pages.consoleDir],
    serve: false,
    cacheControl: false,
    dotfiles: 'deny',
  })
  const asset = (reply: FastifyReply, dir: string, path: string) =>
    reply
      .header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : BRIEFLY)
      .sendFile(join('assets', path), dir)
  const page = (reply: FastifyReply, html: string) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html)
  const hidden = { hide: true }

  registerCitizenPage(app, pages, page)
  app.get('/assets/*', { schema: { ...hidden, params: file } }, (request, reply) =>
    asset(reply, pages.webDir, request.params['*']),
  )
  app.get(
    '/:file(^[\\w-]+\\.(?:svg|png|ico|txt|webmanifest)$)',
    { schema: hidden },
    (request, reply) =>
      reply
        .header('cache-control', 'public, max-age=3600')
        .sendFile((request.params as { file: string }).file, pages.webDir),
  )
  app.get('/console/assets/*', { schema: { ...hidden, params: file } }, (request, reply) =>
    asset(reply, pages.consoleDir, request.params['*']),
  )
  for (const url of ['/console', '/console/*']) {
    app.get(url, { schema: hidden }, async (request, reply) => {
      const html = await readIndex(pages.consoleDir)
      if (html === null) return notBuilt(reply, 'npm run build:console')
      const styleNonce = randomBytes(16).toString('base64')
      const host = request.headers.host
      reply.header(
        'content-security-policy',
        contentSecurityPolicy({ host, tls: pages.tls, styleNonce }),
      )
      return page(reply, withNonce(html, styleNonce))
    })
  }
}
