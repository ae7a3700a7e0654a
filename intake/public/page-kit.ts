import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pack } from '../../db/packs/pack.ts'
import type { AttachmentFiles } from '../attachments/attachment-files.ts'
import { contentSecurityPolicy } from '../http/content-security-policy.ts'
import type { PublicDeps } from './public-deps.ts'
import type { PublicSite, View } from './site.ts'

export interface PageDeps extends PublicDeps {
  pack: Pack
  tls: boolean
  embedOrigins: readonly string[]
  /** GeoJSON text of the boundary file; null without one. */
  boundary: string | null
  /** Forms and guides of articles. */
  articleFiles: AttachmentFiles
}

/** What every route of a public page needs. */
export interface PageKit extends PageDeps {
  siteOf(request: FastifyRequest): PublicSite
  viewOf(request: FastifyRequest, embedded: boolean): View
  /** Sends HTML with the policy of public pages: the named sites may frame it, tiles may come from their host. */
  send(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply
}

const isFramed = (request: FastifyRequest) => (request.query as { embed?: string }).embed === '1'

/** `https://t{s}.tiles.example/…` → `https://*.tiles.example`, as a policy writes it. */
export function tileOrigin(url: string | null): string | null {
  if (url === null) return null
  return url
    .replace(/^(https?:\/\/)[^/]*\{s\}[^./]*\./, '$1*.')
    .replace(/^(https?:\/\/[^/]+).*$/, '$1')
}

export function createPageKit(deps: PageDeps): PageKit {
  const { pack, tls, embedOrigins } = deps
  const imageOrigin = tileOrigin(deps.map.tileUrl)
  const siteOf = (request: FastifyRequest) => ({
    city: pack.meta.city,
    hotline: pack.meta.hotline,
    origin: deps.origin(request),
  })
  return {
    ...deps,
    siteOf,
    viewOf: (request, embedded) => ({ site: siteOf(request), embedded }),
    send: (request, reply, text) => {
      if (isFramed(request) && embedOrigins.length > 0) reply.removeHeader('x-frame-options')
      const { host } = request.headers
      const policy = { host, tls, imageOrigin, frameAncestors: embedOrigins }
      reply.header('content-security-policy', contentSecurityPolicy(policy))
      // With `no-referrer` a form without a script is sent with the origin `null`, which nobody can trust.
      reply.header('referrer-policy', 'same-origin')
      return reply.type('text/html; charset=utf-8').send(text)
    },
  }
}
