import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Actor } from '../../dispatch/order/actor.ts'
import { loadSession, type SessionDeps } from '../staff/session.ts'
import type { StaffSession } from '../staff/staff-view.ts'
import type { App } from './app-types.ts'

export const SESSION_COOKIE = 'jiesu_session'
const STAFF_ROUTES = /^\/api\/v1\/(console|review)\b/

export function cookieOptions(config: Pick<Config, 'tls'>, expires?: Date) {
  const base = { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: config.tls }
  return expires ? { ...base, expires } : base
}

export function isSameToken(given: unknown, expected: string): boolean {
  const a = Buffer.from(typeof given === 'string' ? given : '')
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Who may do what stands beside each route (`config: { roles }`); a staff route that does not say so does not start.
 * A write also needs the session's token in `x-csrf-token`, which another website cannot read.
 */
export function registerSessionGuard(app: App, deps: SessionDeps): void {
  app.decorateRequest('staff', null)
  app.addHook('onRoute', (route) => {
    if (STAFF_ROUTES.test(route.url) && route.config?.roles === undefined) {
      throw new Error(`route ${String(route.method)} ${route.url} does not declare its roles`)
    }
  })
  app.addHook('onRequest', async (request) => {
    const { roles } = request.routeOptions.config
    if (roles === undefined) return
    const session = await loadSession(deps, request.cookies[SESSION_COOKIE])
    if (!session) throw new AppError('staff.signed-out')
    if (!session.roles.some((role) => roles.includes(role))) throw new AppError('staff.forbidden')
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD'
    if (isWrite && !isSameToken(request.headers['x-csrf-token'], session.csrfToken)) {
      throw new AppError('http.csrf-refused')
    }
    request.staff = session
  })
}

/** The signed-in person of a route that declares roles. */
export function staffOf(request: Pick<FastifyRequest, 'staff'>): StaffSession {
  if (!request.staff) throw new AppError('staff.signed-out')
  return request.staff
}

/** The same person as the order's commands and views know them. */
export function actorOf(request: Pick<FastifyRequest, 'staff'>): Extract<Actor, { kind: 'staff' }> {
  const { id, displayName, roles, unit } = staffOf(request)
  return { kind: 'staff', id, name: displayName, roles, unitCode: unit?.code ?? null }
}
