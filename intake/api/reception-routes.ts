import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { ChatDeps } from '../conversation/chat-deps.ts'
import {
  handBack,
  noteOnConversation,
  speakAsStaff,
  takeConversation,
} from '../conversation/reception/attend.ts'
import { listReception, loadReception } from '../conversation/reception/reception-view.ts'
import { createSay } from '../conversation/texts.ts'
import type { App } from '../http/app-types.ts'
import { actorOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import {
  handBackBody,
  noteBody,
  receptionDetail,
  receptionList,
  staffWords,
} from '../protocol/reception-api.ts'
import { noContent, staffErrors } from './schemas.ts'
import { receiving } from './who-may.ts'

const tags = ['reception']
const prefix = '/api/v1/console/reception'
const params = z.object({ conversationId: z.uuid() })
const done = { 204: noContent, 404: apiError, 409: apiError, ...staffErrors }

/** 人工接待: who waits for a person, the conversation with its whole context, and speaking in it. */
export function registerReceptionRoutes(app: App, deps: Omit<ChatDeps, 'hurry'>): void {
  const { db } = deps.database
  const config = { roles: receiving }
  app.get(
    prefix,
    { schema: { tags, response: { 200: receptionList, ...staffErrors } }, config },
    async () => ({ items: await listReception(db) }),
  )
  app.get(
    `${prefix}/:conversationId`,
    {
      schema: { tags, params, response: { 200: receptionDetail, 404: apiError, ...staffErrors } },
      config,
    },
    async (request) => {
      const say = createSay(deps.pack.texts, 'zh')
      const view = { secrets: deps.secrets, say, now: deps.clock.now() }
      const found = await loadReception(db, view, request.params.conversationId)
      if (!found) throw new AppError('reception.not-found')
      return found
    },
  )
  registerAttending(app, deps)
}

function registerAttending(app: App, deps: Omit<ChatDeps, 'hurry'>): void {
  const config = { roles: receiving }
  app.post(
    `${prefix}/:conversationId/take`,
    { schema: { tags, params, response: done }, config },
    async (request, reply) => {
      await takeConversation(deps, actorOf(request), request.params.conversationId)
      return reply.status(204).send()
    },
  )
  app.post(
    `${prefix}/:conversationId/messages`,
    { schema: { tags, params, body: staffWords, response: done }, config },
    async (request, reply) => {
      const { text, client_message_id: clientMessageId } = request.body
      const { conversationId } = request.params
      await speakAsStaff(deps, actorOf(request), { conversationId, text, clientMessageId })
      return reply.status(204).send()
    },
  )
  app.post(
    `${prefix}/:conversationId/hand-back`,
    { schema: { tags, params, body: handBackBody, response: done }, config },
    async (request, reply) => {
      const { conversationId } = request.params
      await handBack(deps, actorOf(request), { conversationId, why: request.body.why })
      return reply.status(204).send()
    },
  )
  app.post(
    `${prefix}/:conversationId/notes`,
    { schema: { tags, params, body: noteBody, response: done }, config },
    async (request, reply) => {
      const { conversationId } = request.params
      await noteOnConversation(deps, actorOf(request), { conversationId, text: request.body.text })
      return reply.status(204).send()
    },
  )
}
