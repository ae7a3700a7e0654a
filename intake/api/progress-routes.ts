import type { Database } from '../../db/client.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { loadProgress } from '../../dispatch/order/progress-view.ts'
import type { App } from '../http/app-types.ts'
import type { Limits } from '../http/limits.ts'
import { apiError, progressBody, progressResult } from '../protocol/console-api.ts'

/**
 * The citizen's own look, by number and query code (R9: know the progress). A POST, so that the code is in no log of
 * addresses; few tries a minute, so that codes cannot be tried out.
 */
export function registerProgressRoutes(
  app: App,
  deps: { database: Database; secrets: Secrets; pack: Pack; limits: Limits },
): void {
  app.post(
    '/api/v1/requests/progress',
    {
      schema: {
        tags: ['citizen'],
        body: progressBody,
        response: { 200: progressResult, 400: apiError, 404: apiError, 429: apiError },
      },
      config: { rateLimit: { max: deps.limits.lookupsPerMinute, timeWindow: 60_000 } },
    },
    (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { request_no: requestNo, query_code: queryCode } = request.body
      const view = { db: deps.database.db, secrets: deps.secrets, texts: deps.pack.texts }
      return loadProgress(view, { requestNo, queryCode })
    },
  )
}
