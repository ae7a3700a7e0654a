import { z } from 'zod'
import type { Config } from '../../db/kernel/config.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { claimRequest, releaseRequest } from '../../dispatch/review/claim-request.ts'
import { type DispatchDeps, dispatchOrder } from '../../dispatch/review/dispatch-order.ts'
import { listQueue } from '../../dispatch/review/queue-view.ts'
import { loadRequest } from '../../dispatch/review/request-view.ts'
import { loadEvidence } from '../attachments/evidence-view.ts'
import type { App } from '../http/app-types.ts'
import { actorOf } from '../http/session-guard.ts'
import {
  apiError,
  claimResult,
  dispatchBody,
  dispatchResult,
  queuePage,
  requestDetail,
} from '../protocol/console-api.ts'
import { noContent, page, requestParams, staffErrors } from './schemas.ts'
import { dispatching, reviewScreen } from './who-may.ts'

type ReviewDeps = Omit<DispatchDeps, 'undoSeconds'> & {
  secrets: Secrets
  pubsub: Pick<PubSub, 'publish'>
  config: Pick<Config, 'undoSeconds'>
}
const tags = ['review']
const prefix = '/api/v1/console'

/** The review screen: queue, one request, claim, dispatch. Nothing goes out without a named person (R12). */
export function registerReviewRoutes(app: App, deps: ReviewDeps): void {
  const { db } = deps.database
  const changed = (requestId: string) =>
    deps.pubsub.publish('console', { type: 'request-changed', request_id: requestId })

  app.get(
    `${prefix}/queue`,
    {
      schema: {
        tags,
        querystring: z.object(page),
        response: { 200: queuePage, ...staffErrors },
      },
      config: { roles: reviewScreen },
    },
    (request) => {
      const { limit, cursor } = request.query
      return listQueue(db, { limit, now: deps.clock.now(), ...(cursor ? { cursor } : {}) })
    },
  )
  app.get(
    `${prefix}/requests/:requestId`,
    {
      schema: {
        tags,
        params: requestParams,
        response: { 200: requestDetail, 404: apiError, ...staffErrors },
      },
      config: { roles: reviewScreen },
    },
    async (request) => {
      const { requestId } = request.params
      const detail = await loadRequest(db, actorOf(request), requestId, deps.clock.now())
      return { ...detail, ...(await loadEvidence({ ...deps, db }, { requestId })) }
    },
  )
  app.post(
    `${prefix}/requests/:requestId/claim`,
    {
      schema: {
        tags,
        params: requestParams,
        response: { 200: claimResult, 404: apiError, 409: apiError, ...staffErrors },
      },
      config: { roles: dispatching },
    },
    async (request) => {
      const { requestId } = request.params
      const { expires_at, isNew } = await claimRequest(deps, actorOf(request).id, requestId)
      // A heartbeat changes nothing that another screen shows: each of them would read the queue again.
      if (isNew) changed(requestId)
      return { expires_at }
    },
  )
  app.delete(
    `${prefix}/requests/:requestId/claim`,
    {
      schema: { tags, params: requestParams, response: { 204: noContent, ...staffErrors } },
      config: { roles: dispatching },
    },
    async (request, reply) => {
      await releaseRequest(deps, actorOf(request).id, request.params.requestId)
      changed(request.params.requestId)
      return reply.status(204).send()
    },
  )
  registerDispatchRoute(app, deps, changed)
}

function registerDispatchRoute(app: App, deps: ReviewDeps, changed: (id: string) => void): void {
  const { undoSeconds } = deps.config
  app.post(
    `${prefix}/requests/:requestId/dispatch`,
    {
      schema: {
        tags,
        params: requestParams,
        body: dispatchBody,
        response: {
          200: dispatchResult,
          404: apiError,
          409: apiError,
          422: apiError,
          ...staffErrors,
        },
      },
      config: { roles: dispatching },
    },
    async (request) => {
      const { body } = request
      const { requestId } = request.params
      const result = await dispatchOrder({ ...deps, undoSeconds }, actorOf(request), {
        requestId,
        clientActionId: body.client_action_id,
        orderVersion: body.order_version,
        proposalId: body.proposal_id,
        decision: body.decision,
        reasonCode: body.reason_code,
        note: body.note,
      })
      changed(requestId)
      deps.pubsub.publish('console', { type: 'order-changed', order_id: result.order_id })
      return result
    },
  )
}
