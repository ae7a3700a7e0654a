export interface PolicyInput {
  /** The request's host: old browsers do not count web sockets of the same host as 'self'. */
  host: string | undefined
  tls: boolean
  /** The console's component library writes style elements and marks them with this. */
  styleNonce?: string
  /** Origin of the map's tiles. */
  imageOrigin?: string | null
  /** Sites that may show the page in a frame. */
  frameAncestors?: readonly string[]
}

const HOST = /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i

/** Scripts from our own files only; nothing inline, no frame, no plugin. No https upgrade unless there is TLS. */
export function contentSecurityPolicy(input: PolicyInput): string {
  const { host, tls, styleNonce, imageOrigin, frameAncestors = [] } = input
  const own = host !== undefined && HOST.test(host) ? host : null
  const sockets = own === null ? '' : ` ws://${own} wss://${own}`
  const directives = [
    "default-src 'self'",
    "script-src 'self'",
    "script-src-attr 'none'",
    styleNonce ? `style-src 'self' 'nonce-${styleNonce}'` : "style-src 'self'",
    `img-src 'self' data: blob:${imageOrigin ? ` ${imageOrigin}` : ''}`,
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'"}`,
    ...(tls ? ['upgrade-insecure-requests'] : []),
  ]
  return directives.join('; ')
}
