import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Pack } from '../../db/packs/pack.ts'
import type { App } from '../http/app-types.ts'
import { options as optionsSchema } from '../protocol/console-api.ts'
import { buildOptions } from './build-options.ts'
import { staffErrors } from './schemas.ts'
import { everybody } from './who-may.ts'

/** Built on first use and kept: the pack in force does not change while the process runs. */
export function registerOptionRoutes(app: App, { pack }: { pack: Pack }): void {
  let built: { body: z.infer<typeof optionsSchema>; etag: string } | undefined
  const build = () => {
    const body = buildOptions(pack)
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url')
    return { body, etag: `"${hash}"` }
  }
  app.get(
    '/api/v1/console/options',
    {
      schema: {
        tags: ['review'],
        response: { 200: optionsSchema, 304: z.undefined(), ...staffErrors },
      },
      config: { roles: everybody },
    },
    async (request, reply) => {
      built ??= build()
      reply.header('etag', built.etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === built.etag) return reply.status(304).send()
      return built.body
    },
  )
}
