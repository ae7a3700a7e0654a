import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { loadBands } from '../../dispatch/model/model-view.ts'
import type { App } from '../http/app-types.ts'
import { options as optionsSchema } from '../protocol/console-api.ts'
import { buildOptions } from './build-options.ts'
import { staffErrors } from './schemas.ts'
import { everybody } from './who-may.ts'

interface OptionDeps {
  database: Pick<Database, 'db'>
  pack: Pack
}

/**
 * Built on first use and kept: the pack in force does not change while the process runs. The bands of confidence do, with the
 * model that serves.
 */
export function registerOptionRoutes(app: App, { database, pack }: OptionDeps): void {
  type Options = z.infer<typeof optionsSchema>
  let built: { body: Options; etag: string } | undefined
  const build = (bands: Options['confidence_bands']) => {
    const { middle, high } = built?.body.confidence_bands ?? {}
    if (built && middle === bands.middle && high === bands.high) return built
    const body = { ...(built?.body ?? buildOptions(pack)), confidence_bands: bands }
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
      built = build(await loadBands(database.db, pack))
      reply.header('etag', built.etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === built.etag) return reply.status(304).send()
      return built.body
    },
  )
}
