import type { Config } from '../../db/kernel/config.ts'
import type { App } from '../http/app-types.ts'
import type { Limits } from '../http/limits.ts'
import { cookieOptions, SESSION_COOKIE, staffOf } from '../http/session-guard.ts'
import { apiError, signInBody, staffMe } from '../protocol/console-api.ts'
import { type SessionDeps, signOut } from '../staff/session.ts'
import { signIn } from '../staff/sign-in.ts'
import type { StaffSession } from '../staff/staff-view.ts'
import { noContent, staffErrors } from './schemas.ts'
import { everybody } from './who-may.ts'

const me = (session: StaffSession) => ({
  id: session.id,
  login: session.login,
  display_name: session.displayName,
  roles: session.roles,
  unit: session.unit,
  csrf_token: session.csrfToken,
})

/** Signing in, out, and who is signed in. */
export function registerStaffRoutes(
  app: App,
  deps: SessionDeps & { config: Config; limits: Limits },
): void {
  const { config, limits } = deps
  app.post(
    '/api/v1/staff/sign-in',
    {
      schema: {
        tags: ['staff'],
        body: signInBody,
        response: { 200: staffMe, 400: apiError, 401: apiError, 403: apiError, 429: apiError },
      },
      config: { rateLimit: { max: limits.signInsPerMinute, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      const { sessionHours } = config
      const { token, expiresAt, session } = await signIn({ ...deps, sessionHours }, request.body)
      reply.setCookie(SESSION_COOKIE, token, cookieOptions(config, expiresAt))
      return me(session)
    },
  )
  app.post(
    '/api/v1/staff/sign-out',
    {
      schema: { tags: ['staff'], response: { 204: noContent, ...staffErrors } },
      config: { roles: everybody },
    },
    async (request, reply) => {
      await signOut(deps, request.cookies[SESSION_COOKIE] ?? '')
      return reply.clearCookie(SESSION_COOKIE, cookieOptions(config)).status(204).send()
    },
  )
  app.get(
    '/api/v1/staff/me',
    {
      schema: { tags: ['staff'], response: { 200: staffMe, ...staffErrors } },
      config: { roles: everybody },
    },
    async (request) => me(staffOf(request)),
  )
}
