import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { RateLimitStore } from '../deps.ts'
import type { App } from './app-types.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import type { Limits } from './limits.ts'
import { isOwnOrigin } from './origin.ts'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** Headers, cookies, request limits, and the refusal of writes that another website sends through a visitor's browser. */
export async function registerSecurity(
  app: App,
  { config, limits, redis }: { config: Config; limits: Limits; redis: RateLimitStore | null },
): Promise<void> {
  await app.register(helmet, {
    // Set below: it depends on the host, and the console's on a nonce.
    contentSecurityPolicy: false,
    strictTransportSecurity: config.tls ? { maxAge: 31_536_000 } : false,
    crossOriginOpenerPolicy: config.tls ? { policy: 'same-origin' } : false,
    originAgentCluster: config.tls,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onRequest', async (request, reply) => {
    const host = request.headers.host
    reply.header('content-security-policy', contentSecurityPolicy({ host, tls: config.tls }))
    // The microphone and the position are for our own pages (voice input, photo with place), and for nobody else.
    reply.header('permissions-policy', 'camera=(self), geolocation=(self), microphone=(self)')
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: 60_000,
    skipOnError: true,
    ...(redis ? { redis, nameSpace: `${config.redisPrefix}:rate:` } : {}),
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError('http.too-many', { seconds: Math.max(1, Math.ceil(ttl / 1000)) }),
  })
  app.addHook('onRequest', async (request) => {
    if (safeMethods.includes(request.method)) return
    const own = { host: request.host, publicUrl: config.publicUrl }
    if (!isOwnOrigin(request.headers.origin, own)) throw new AppError('http.origin-refused')
    // Older browsers send no Origin with a form of another site, but say where it comes from.
    if (request.headers['sec-fetch-site'] === 'cross-site') {
      throw new AppError('http.origin-refused')
    }
  })
}
