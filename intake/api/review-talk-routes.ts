import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { askCitizen, recordAnswer } from '../../dispatch/review/ask-citizen.ts'
import { endConsultation, openConsultation, recordOpinion } from '../../dispatch/review/consult.ts'
import { createFindPrecedents } from '../../dispatch/review/precedents-view.ts'
import { previewParts } from '../../dispatch/review/preview-parts.ts'
import { rejoinRequest } from '../../dispatch/review/rejoin-request.ts'
import { splitRequest } from '../../dispatch/review/split-request.ts'
import { undoDispatch } from '../../dispatch/review/undo-dispatch.ts'
import { createDuties, type Duties } from '../../dispatch/review/what-would-change.ts'
import { explainProposal } from '../../dispatch/review/why-view.ts'
import type { App } from '../http/app-types.ts'
import { actorOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import {
  answerBody,
  consultationBody,
  opinionBody,
  outcomeBody,
  previewBody,
  previewResult,
  questionBody,
  rejoinBody,
  splitBody,
  splitResult,
  undoResult,
  why,
} from '../protocol/review-api.ts'
import { noContent, requestParams, staffErrors } from './schemas.ts'
import { dispatching, reviewScreen } from './who-may.ts'

interface TalkDeps {
  database: Database
  clock: Clock
  secrets: Secrets
  pack: Pack
  packVersionId: string
  propose: Propose
  pubsub: Pick<PubSub, 'publish'>
}

const tags = ['review']
const path = '/api/v1/console/requests/:requestId'
const refusals = { 404: apiError, 409: apiError, ...staffErrors }
const config = { roles: dispatching }

/** What a dispatcher does with a request before it can go out: undo, ask, consult, separate, and see why (R12). */
export function registerReviewTalkRoutes(app: App, deps: TalkDeps): void {
  const changed = (requestId: string) =>
    deps.pubsub.publish('console', { type: 'request-changed', request_id: requestId })
  registerWhy(app, deps)
  app.post(
    `${path}/undo`,
    { schema: { tags, params: requestParams, response: { 200: undoResult, ...refusals } }, config },
    async (request) => {
      const { requestId } = request.params
      const result = await undoDispatch(deps, actorOf(request), requestId)
      changed(requestId)
      return result
    },
  )
  registerQuestions(app, deps, changed)
  registerConsultations(app, deps, changed)
  registerSplit(app, deps, changed)
}

function registerWhy(app: App, { database, pack, clock }: TalkDeps): void {
  let duties: Duties | undefined
  const findPrecedents = createFindPrecedents({ database, clock })
  app.get(
    `${path}/why`,
    {
      schema: {
        tags,
        params: requestParams,
        response: { 200: why, 404: apiError, ...staffErrors },
      },
      config: { roles: reviewScreen },
    },
    (request) => {
      duties ??= createDuties(pack)
      return explainProposal(database.db, { duties, findPrecedents }, request.params.requestId)
    },
  )
}

type Changed = (requestId: string) => void

function registerQuestions(app: App, deps: TalkDeps, changed: Changed): void {
  app.post(
    `${path}/questions`,
    {
      schema: {
        tags,
        params: requestParams,
        body: questionBody,
        response: { 204: noContent, ...refusals },
      },
      config,
    },
    async (request, reply) => {
      const { requestId } = request.params
      const { client_action_id: clientActionId, text } = request.body
      await askCitizen(deps, actorOf(request), { requestId, clientActionId, text })
      changed(requestId)
      return reply.status(204).send()
    },
  )
  app.post(
    `${path}/questions/:questionId/answer`,
    {
      schema: {
        tags,
        params: requestParams.extend({ questionId: z.uuid() }),
        body: answerBody,
        response: { 204: noContent, ...refusals },
      },
      config,
    },
    async (request, reply) => {
      const { requestId, questionId } = request.params
      const { text } = request.body
      await recordAnswer(deps, actorOf(request), { requestId, questionId, text })
      changed(requestId)
      return reply.status(204).send()
    },
  )
}

function registerConsultations(app: App, deps: TalkDeps, changed: Changed): void {
  const params = requestParams.extend({ consultationId: z.uuid() })
  const response = { 204: noContent, ...refusals }
  app.post(
    `${path}/consultations`,
    { schema: { tags, params: requestParams, body: consultationBody, response }, config },
    async (request, reply) => {
      const { requestId } = request.params
      const { client_action_id: clientActionId, ...body } = request.body
      await openConsultation(deps, actorOf(request), { requestId, clientActionId, ...body })
      changed(requestId)
      return reply.status(204).send()
    },
  )
  app.post(
    `${path}/consultations/:consultationId/opinions`,
    { schema: { tags, params, body: opinionBody, response }, config },
    async (request, reply) => {
      await recordOpinion(deps, actorOf(request), { ...request.params, ...request.body })
      changed(request.params.requestId)
      return reply.status(204).send()
    },
  )
  app.post(
    `${path}/consultations/:consultationId/close`,
    { schema: { tags, params, body: outcomeBody, response }, config },
    async (request, reply) => {
      await endConsultation(deps, actorOf(request), { ...request.params, ...request.body })
      changed(request.params.requestId)
      return reply.status(204).send()
    },
  )
}

function registerSplit(app: App, deps: TalkDeps, changed: Changed): void {
  app.post(
    `${path}/split/preview`,
    {
      schema: {
        tags,
        params: requestParams,
        body: previewBody,
        response: { 200: previewResult, ...refusals },
      },
      config,
    },
    async (request) => {
      const { db } = deps.database
      const { requestId } = request.params
      return { items: await previewParts({ ...deps, db }, requestId, request.body.parts) }
    },
  )
  app.post(
    `${path}/split`,
    {
      schema: {
        tags,
        params: requestParams,
        body: splitBody,
        response: { 200: splitResult, ...refusals },
      },
      config,
    },
    async (request) => {
      const { requestId } = request.params
      const { client_action_id, order_version, parts } = request.body
      const result = await splitRequest(deps, actorOf(request), {
        requestId,
        clientActionId: client_action_id,
        orderVersion: order_version,
        parts,
      })
      for (const id of [requestId, ...result.request_ids]) changed(id)
      return result
    },
  )
  app.post(
    `${path}/rejoin`,
    {
      schema: {
        tags,
        params: requestParams,
        body: rejoinBody,
        response: { 204: noContent, ...refusals },
      },
      config,
    },
    async (request, reply) => {
      const { requestId } = request.params
      await rejoinRequest(deps, actorOf(request), {
        requestId,
        clientActionId: request.body.client_action_id,
      })
      changed(requestId)
      return reply.status(204).send()
    },
  )
}
