/**
 * Whether a browser request comes from our own pages. Without `Origin` the caller is no browser page (a script, a
 * mini-program), which has no cookie to abuse. Behind a proxy the public address is named by PUBLIC_URL.
 */
export function isOwnOrigin(
  origin: string | undefined,
  own: { host: string | undefined; publicUrl: string | undefined },
): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const given = new URL(origin)
  if (own.publicUrl !== undefined && given.origin === new URL(own.publicUrl).origin) return true
  const ours = `${given.protocol}//${own.host}`
  return own.host !== undefined && URL.canParse(ours) && given.host === new URL(ours).host
}
