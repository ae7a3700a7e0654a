import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { decideRelated } from '../../dispatch/related/decide-related.ts'
import { listRelated } from '../../dispatch/related/related-view.ts'
import type { App } from '../http/app-types.ts'
import { actorOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { relatedActionBody, relatedActionResult, relatedRequests } from '../protocol/related-api.ts'
import { requestParams, staffErrors } from './schemas.ts'
import { dispatching, reviewScreen } from './who-may.ts'

interface RelatedDeps {
  database: Database
  clock: Clock
  pubsub: Pick<PubSub, 'publish'>
}

const tags = ['review']
const path = '/api/v1/review/requests/:requestId/related'

/** Repeats and duplicates beside a request, and what a person says about them (R11-3, DOMAIN section 5). */
export function registerRelatedRoutes(app: App, deps: RelatedDeps): void {
  app.get(
    path,
    {
      schema: {
        tags,
        params: requestParams,
        response: { 200: relatedRequests, 404: apiError, ...staffErrors },
      },
      config: { roles: reviewScreen },
    },
    (request) => listRelated(deps.database.db, request.params.requestId),
  )
  app.post(
    `${path}/:otherId`,
    {
      schema: {
        tags,
        params: requestParams.extend({ otherId: z.uuid() }),
        body: relatedActionBody,
        response: { 200: relatedActionResult, 404: apiError, 409: apiError, ...staffErrors },
      },
      config: { roles: dispatching },
    },
    async (request) => {
      const { requestId, otherId } = request.params
      const result = await decideRelated(deps, actorOf(request), {
        requestId,
        otherId,
        ...request.body,
      })
      for (const id of [requestId, otherId]) {
        deps.pubsub.publish('console', { type: 'request-changed', request_id: id })
      }
      return result
    },
  )
}
