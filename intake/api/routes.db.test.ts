import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, staffRoles } from '../../dispatch/order/roles.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { staffRouteTable } from '../testing/staff-route-table.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const NOBODY = '00000000-0000-7000-8000-000000000000'

let site: TestApp
const sessions = new Map<Role, ConsoleSession>()
beforeAll(async () => {
  site = await createTestApp()
  for (const role of staffRoles) {
    sessions.set(role, await site.staff([role], role === 'unit' ? '甲区一街道' : undefined))
  }
})
afterAll(() => site?.close())
const as = (role: Role) => sessions.get(role) as ConsoleSession

describe('who may do what', () => {
  for (const route of staffRouteTable) {
    test(`${route.method} ${route.path}`, async () => {
      const path = route.path
        .replace('{key}', 'line')
        .replace('{action}', 'acknowledge')
        .replace(/\{\w+\}/g, NOBODY)
      for (const role of staffRoles) {
        const { status, body } = await as(role).call(route.method, path, route.body)
        const refused = status === 403 && (body as { code: string }).code === 'staff.forbidden'
        expect(refused, `${role}: ${status}`).toBe(!route.may.includes(role))
        expect(status, `${role}: ${JSON.stringify(body)}`).toBeLessThan(500)
      }
      const payload = route.body ?? {}
      const options: InjectOptions = { method: route.method, url: `/api/v1${path}` }
      const anybody = await site.app.inject(
        route.method === 'POST' ? { ...options, payload } : options,
      )
      expect(anybody.statusCode).toBe(401)
      expect(anybody.json()).toMatchObject({ code: 'staff.signed-out' })
    })
  }

  test('the table knows every staff route', () => {
    const paths = Object.entries(
      site.app.swagger().paths as Record<string, Record<string, unknown>>,
    ).flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${path}`))
    const staff = paths.filter((path) => /\/api\/v1\/(console|review|staff\/me)/.test(path))
    const known = staffRouteTable.map(
      ({ method, path }) => `${method} /api/v1${path.replace(/\?.*$/, '')}`,
    )
    expect(staff.sort()).toEqual(known.sort())
  })

  test('a staff route that does not say who may call it does not start', async () => {
    const { registerSessionGuard } = await import('../http/session-guard.ts')
    const { default: fastify } = await import('fastify')
    const app = fastify()
    registerSessionGuard(app as never, site.deps)
    expect(() => app.get('/api/v1/console/secret', async () => 'x')).toThrow('does not declare')
  })
})
