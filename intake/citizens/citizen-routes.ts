import { z } from 'zod'
import type { Pack } from '../../db/packs/pack.ts'
import { listProgressOf } from '../../dispatch/order/progress-view.ts'
import type { App } from '../http/app-types.ts'
import type { Limits } from '../http/limits.ts'
import { progressCard } from '../protocol/chat-frames.ts'
import { apiError } from '../protocol/console-api.ts'
import { listOwnNumbers } from './citizen-view.ts'
import { type CitizenDeps, linkOwnConversation, requireAccount, signInCitizen } from './sign-in.ts'

const token = z.string().regex(/^[\w-]{20,128}$/)
const bearer = z.object({ authorization: z.string().regex(/^Bearer [\w-]{20,128}$/) })
const signInBody = z.object({
  /** Of `wx.login`. */
  code: z.string().min(1).max(128),
  /** Of the phone's conversation, if it has one. */
  resume_token: token.nullish(),
})
const signInResult = z.object({
  session_token: z.string(),
  expires_at: z.string(),
  resume_token: z.string().nullable(),
})
const errors = { 400: apiError, 401: apiError, 429: apiError, 501: apiError, 503: apiError }

/** Sign-in of the mini-program and "my requests" (R8, R9). */
export function registerCitizenRoutes(
  app: App,
  deps: CitizenDeps & { pack: Pack; limits: Limits },
): void {
  const tag = { tags: ['citizen'] }
  const rateLimit = { max: deps.limits.signInsPerMinute, timeWindow: 60_000 }
  app.post(
    '/api/v1/miniprogram/sign-in',
    {
      schema: { ...tag, body: signInBody, response: { 200: signInResult, ...errors } },
      config: { rateLimit },
    },
    (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { code, resume_token: resumeToken = null } = request.body
      return signInCitizen(deps, { code, resumeToken })
    },
  )
  app.post(
    '/api/v1/miniprogram/conversations',
    {
      schema: {
        ...tag,
        headers: bearer,
        body: z.object({ resume_token: token }),
        response: { 204: z.undefined(), ...errors },
      },
      config: { rateLimit },
    },
    async (request, reply) => {
      await linkOwnConversation(deps, tokenOf(request.headers), request.body.resume_token)
      return reply.status(204).send()
    },
  )
  app.get(
    '/api/v1/miniprogram/requests',
    {
      schema: {
        ...tag,
        headers: bearer,
        response: {
          200: z.object({ items: z.array(progressCard.omit({ type: true })) }),
          ...errors,
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { db } = deps.database
      const known = await listOwnNumbers(db, await requireAccount(deps, tokenOf(request.headers)))
      const view = { db, texts: deps.pack.texts }
      const items =
        known.length === 0 ? [] : await listProgressOf(view, { conversationId: null, known })
      return { items }
    },
  )
}

const tokenOf = ({ authorization }: { authorization: string }) =>
  authorization.slice('Bearer '.length)
