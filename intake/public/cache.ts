import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Library } from './library.ts'

/**
 * Lets a browser or a cache between keep what was read, but ask each time whether it still holds: the mark changes with every
 * publication, withdrawal and day. True when the reader's copy is still right and the answer has been sent.
 */
export async function keepFor(
  request: FastifyRequest,
  reply: FastifyReply,
  library: Pick<Library, 'stamp'>,
): Promise<boolean> {
  const mark = `${await library.stamp()} ${request.host} ${request.url}`
  const etag = `"${createHash('sha256').update(mark).digest('base64url').slice(0, 22)}"`
  reply.header('etag', etag).header('cache-control', 'public, no-cache')
  if (request.headers['if-none-match'] !== etag) return false
  reply.status(304).send()
  return true
}
