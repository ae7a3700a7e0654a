import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { applyOrderAction, type SimpleAction } from '../../dispatch/order/apply-order-action.ts'
import { listOrders, loadOrder } from '../../dispatch/order/order-view.ts'
import { revealOrderRequester } from '../../dispatch/order/reveal-requester.ts'
import { orderActions, orderStatuses } from '../../dispatch/order/transitions.ts'
import { loadEvidence } from '../attachments/evidence-view.ts'
import type { App } from '../http/app-types.ts'
import { actorOf } from '../http/session-guard.ts'
import {
  apiError,
  orderActionBody,
  orderActionResult,
  orderDetail,
  orderPage,
  revealBody,
  revealResult,
} from '../protocol/console-api.ts'
import { orderParams, page, staffErrors } from './schemas.ts'
import { actingOnOrders, everybody, revealing } from './who-may.ts'

export interface OrderRouteDeps {
  database: Database
  clock: Clock
  secrets: Secrets
  pubsub: Pick<PubSub, 'publish'>
}

const tags = ['orders']
const prefix = '/api/v1/console/orders'
/** These have routes of their own: `dispatch` carries a decision, a merge names a second order. */
const ownRoutes = ['dispatch', 'merge', 'unmerge'] as const
const simpleActions = orderActions.filter(
  (action): action is SimpleAction => !ownRoutes.some((own) => own === action),
)
/** A number, words of the requester, a class, a place or a unit; several words must all be found. */
const search = z.string().trim().max(100).default('')
/** `status=dispatched&status=handling`, or one of them. */
const statusFilter = z.preprocess(
  (value) => (value === undefined || Array.isArray(value) ? value : [value]),
  z.array(z.enum(orderStatuses)).max(orderStatuses.length).optional(),
)

/** Orders: a handling unit sees its own and no others; who asked is shown only with a purpose (promise 3). */
export function registerOrderRoutes(app: App, deps: OrderRouteDeps): void {
  const { db } = deps.database
  app.get(
    prefix,
    {
      schema: {
        tags,
        querystring: z.object({ ...page, status: statusFilter, search }),
        response: { 200: orderPage, ...staffErrors },
      },
      config: { roles: everybody },
    },
    (request) => {
      const { limit, cursor, status, search } = request.query
      return listOrders(db, actorOf(request), {
        limit,
        now: deps.clock.now(),
        search,
        ...(status ? { status } : {}),
        ...(cursor ? { cursor } : {}),
      })
    },
  )
  app.get(
    `${prefix}/:orderId`,
    {
      schema: {
        tags,
        params: orderParams,
        response: { 200: orderDetail, 404: apiError, ...staffErrors },
      },
      config: { roles: everybody },
    },
    async (request) => {
      const { orderId } = request.params
      const detail = await loadOrder(db, actorOf(request), orderId, deps.clock.now())
      return { ...detail, ...(await loadEvidence({ ...deps, db }, { orderId })) }
    },
  )
  registerActionRoute(app, deps)
  app.post(
    `${prefix}/:orderId/reveal`,
    {
      schema: {
        tags,
        params: orderParams,
        body: revealBody,
        response: { 200: revealResult, 404: apiError, ...staffErrors },
      },
      config: { roles: revealing },
    },
    (request) =>
      revealOrderRequester(deps, actorOf(request), {
        orderId: request.params.orderId,
        purpose: request.body.purpose,
      }),
  )
}

function registerActionRoute(app: App, deps: OrderRouteDeps): void {
  app.post(
    `${prefix}/:orderId/actions/:action`,
    {
      schema: {
        tags,
        params: orderParams.extend({ action: z.enum(simpleActions) }),
        body: orderActionBody,
        response: {
          200: orderActionResult,
          404: apiError,
          409: apiError,
          422: apiError,
          ...staffErrors,
        },
      },
      config: { roles: actingOnOrders },
    },
    async (request) => {
      const { orderId, action } = request.params
      const { body } = request
      const actor = actorOf(request)
      // Outside the row scope an order is not there, whatever the action would say about it.
      await loadOrder(deps.database.db, actor, orderId, deps.clock.now())
      const result = await applyOrderAction(deps, actor, {
        orderId,
        action,
        clientActionId: body.client_action_id,
        orderVersion: body.order_version,
        text: body.text,
        ...(body.resolution ? { resolution: body.resolution } : {}),
      })
      deps.pubsub.publish('console', { type: 'order-changed', order_id: orderId })
      return result
    },
  )
}
