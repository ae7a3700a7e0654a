import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { manualClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { cpuMs } from '../../db/testing/cpu-time.ts'
import { buildApp } from '../app.ts'
import { FAILURE_LIMIT, LOCK_MINUTES } from '../staff/sign-in.ts'
import { createTestApp, TEST_PASSWORD, type TestApp } from '../testing/test-app.ts'
import type { App } from './app-types.ts'

const clock = manualClock(new Date('2026-03-01T02:00:00Z'))
let site: TestApp
let login: string
beforeAll(async () => {
  site = await createTestApp({ clock, runJobs: false })
  await site.staff(['dispatcher'])
  const user = await site.database.db
    .selectFrom('staff_users')
    .select('login')
    .executeTakeFirstOrThrow()
  login = user.login
})
afterAll(() => site?.close())

const post = (
  url: string,
  payload: unknown,
  headers: Record<string, string> = {},
  app: App = site.app,
) => app.inject({ method: 'POST', url, headers, payload: payload as object })
const trySignIn = (password = TEST_PASSWORD, name = login) =>
  post('/api/v1/staff/sign-in', { login: name, password })
async function session() {
  const response = await trySignIn()
  const cookie = response.cookies[0]
  return {
    cookie: `${cookie?.name}=${cookie?.value}`,
    flags: cookie as unknown as Record<string, unknown>,
    csrf: response.json().csrf_token as string,
  }
}

describe('sessions', () => {
  test('the cookie is out of reach of scripts and other sites, and its value is not stored', async () => {
    const { cookie, flags } = await session()
    expect(flags).toMatchObject({
      name: 'jiesu_session',
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    })
    expect(flags['secure']).toBeUndefined()
    const rows = await site.database.db.selectFrom('staff_sessions').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1])
  })

  test('with TLS the cookie is Secure', async () => {
    const tls = await createTestApp({
      env: { TLS: 'true' },
      database: site.database,
      runJobs: false,
    })
    const response = await post(
      '/api/v1/staff/sign-in',
      { login, password: TEST_PASSWORD },
      {},
      tls.app,
    )
    expect(response.cookies[0]).toMatchObject({ secure: true })
    expect(response.headers['strict-transport-security']).toContain('max-age')
    expect(response.headers['content-security-policy']).toContain('upgrade-insecure-requests')
    await tls.close()
  })

  test('signing out ends it, and so does time', async () => {
    const { cookie, csrf } = await session()
    const me = () => site.app.inject({ url: '/api/v1/staff/me', headers: { cookie } })
    expect((await me()).statusCode).toBe(200)
    const out = await post('/api/v1/staff/sign-out', undefined, { cookie, 'x-csrf-token': csrf })
    expect(out.statusCode).toBe(204)
    expect((await me()).json()).toMatchObject({ code: 'staff.signed-out' })
    const later = await session()
    clock.advance(12 * 3_600_000 + 1)
    const old = await site.app.inject({
      url: '/api/v1/staff/me',
      headers: { cookie: later.cookie },
    })
    expect(old.statusCode).toBe(401)
  })

  test('a retired account has no session any more', async () => {
    const { cookie } = await session()
    const { db } = site.database
    await db.updateTable('staff_users').set({ active: false }).where('login', '=', login).execute()
    const me = await site.app.inject({ url: '/api/v1/staff/me', headers: { cookie } })
    expect(me.statusCode).toBe(401)
    expect((await trySignIn()).statusCode).toBe(401)
    await db.updateTable('staff_users').set({ active: true }).where('login', '=', login).execute()
  })

  test('wrong passwords pause the account, with the same answer as an unknown login', async () => {
    const unknown = await trySignIn('whatever it is', 'nobody')
    for (let i = 0; i < FAILURE_LIMIT; i++) {
      const wrong = await trySignIn('wrong password')
      expect({ ...wrong.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' })
    }
    expect((await trySignIn()).statusCode).toBe(401)
    clock.advance(LOCK_MINUTES * 60_000 + 1)
    expect((await trySignIn()).statusCode).toBe(200)
  })

  test('an unknown login takes as long as a wrong password', async () => {
    const times = new Map<string, number[]>([
      ['nobody', []],
      [login, []],
    ])
    // In turns, so that what else the machine does falls on both; processor time, since the hash of the password is the work.
    for (let i = 0; i < 7; i++) {
      for (const [name, taken] of times) {
        const begun = cpuMs()
        await trySignIn('wrong password', name)
        taken.push(cpuMs() - begun)
      }
    }
    // The middle one: a collection of garbage falls on single tries, of either.
    const [unknown = 0, known = 1] = [...times.values()].map(
      (taken) => taken.toSorted((a, b) => a - b)[3] ?? 0,
    )
    expect(unknown / known).toBeGreaterThan(0.5)
    expect(unknown / known).toBeLessThan(1.5)
    clock.advance(LOCK_MINUTES * 60_000 + 1)
    await trySignIn()
  })
})

describe('requests that other websites send through a browser', () => {
  test('a write needs the token of the session', async () => {
    const { cookie, csrf } = await session()
    const out = (headers: Record<string, string>) =>
      post('/api/v1/staff/sign-out', undefined, { cookie, ...headers })
    expect((await out({})).json()).toMatchObject({ code: 'http.csrf-refused' })
    expect((await out({ 'x-csrf-token': `${csrf}x` })).statusCode).toBe(403)
    const foreign = await out({ 'x-csrf-token': csrf, origin: 'https://evil.example' })
    expect(foreign.json()).toMatchObject({ code: 'http.origin-refused' })
    const crossSite = await out({ 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })
    expect(crossSite.statusCode).toBe(403)
    const own = await out({
      'x-csrf-token': csrf,
      origin: 'http://localhost:80',
      host: 'localhost:80',
    })
    expect(own.statusCode).toBe(204)
  })

  test('a sign-in from another site is refused', async () => {
    const response = await post(
      '/api/v1/staff/sign-in',
      { login, password: TEST_PASSWORD },
      { origin: 'https://evil.example' },
    )
    expect(response.json()).toMatchObject({ code: 'http.origin-refused' })
  })

  test('the console line needs session, origin and token', async () => {
    const open = (headers: Record<string, string>) =>
      new Promise<WebSocket>((resolve, reject) => {
        const socket = new WebSocket(`${site.url.replace('http', 'ws')}/ws/console`, { headers })
        socket.once('open', () => resolve(socket))
        socket.once('error', reject)
      })
    const { cookie } = await session()
    await expect(open({})).rejects.toThrow('401')
    await expect(open({ cookie, origin: 'https://evil.example' })).rejects.toThrow('403')
    const socket = await open({ cookie, origin: site.url })
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send(JSON.stringify({ v: 1, type: 'hello', csrf_token: 'guessed' }))
    expect(await closed).toBe(4401)
  })
})

describe('errors', () => {
  test.each([
    ['no such address', { url: '/api/v1/nothing' }, 404, 'http.not-found'],
    ['a wrong method', { method: 'PUT', url: '/healthz' }, 404, 'http.not-found'],
    [
      'bad fields',
      { method: 'POST', url: '/api/v1/requests/progress', payload: { request_no: 1 } },
      400,
      'http.invalid-input',
    ],
    [
      'broken JSON',
      {
        method: 'POST',
        url: '/api/v1/requests/progress',
        payload: '{"a":',
        headers: { 'content-type': 'application/json' },
      },
      400,
      'http.invalid-input',
    ],
    [
      'a form',
      {
        method: 'POST',
        url: '/api/v1/requests/progress',
        payload: 'a=b',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      415,
      'http.unsupported-media-type',
    ],
    [
      'too much',
      {
        method: 'POST',
        url: '/api/v1/requests/progress',
        payload: { request_no: 'x'.repeat(70_000) },
      },
      413,
      'http.too-large',
    ],
  ] as const)('%s', async (_what, request, status, code) => {
    const response = await site.app.inject(request as never)
    expect(response.statusCode).toBe(status)
    const body = response.json()
    expect(body).toEqual({
      code,
      message: expect.stringMatching(/\p{Script=Han}/u),
      requestId: expect.any(String),
    })
    expect(body.message).not.toContain('{')
  })

  test('a fault of ours tells its number and nothing else', async () => {
    const broken = await buildApp({
      ...site.deps,
      database: {
        ...site.deps.database,
        db: {
          selectFrom: () => {
            throw new Error('secret detail')
          },
        } as never,
      },
    })
    const response = await broken.inject({
      method: 'POST',
      url: '/api/v1/requests/progress',
      payload: { request_no: '202601010000018', query_code: 'AAAAAAAAAA' },
    })
    expect(response.statusCode).toBe(500)
    expect(response.body).not.toContain('secret detail')
    expect(response.json().message).toContain(response.json().requestId)
    await broken.close()
  })
})

describe('health', () => {
  test('alive and ready', async () => {
    expect((await site.app.inject('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await site.app.inject('/readyz')).json()).toEqual({ status: 'ok' })
  })

  test('not ready says why', async () => {
    const pool = { connect: () => Promise.reject(new Error('gone')) } as never
    const app = await buildApp({ ...site.deps, database: { ...site.deps.database, pool } })
    const response = await app.inject('/readyz')
    expect(response.statusCode).toBe(503)
    expect(response.json()).toMatchObject({ code: 'http.not-ready' })
    expect(response.json().message).toContain('连不上数据库')
    expect((await app.inject('/healthz')).statusCode).toBe(200)
    await app.close()
  })
})

describe('documents and pages', () => {
  test('OpenAPI 3.1 that declares every answer of every route', async () => {
    const document = (await site.app.inject('/api/docs/json')).json()
    expect(document.openapi).toBe('3.1.0')
    const ajv = new Ajv({ strict: false, validateFormats: false })
    const operations = Object.values<Record<string, Operation>>(document.paths).flatMap((methods) =>
      Object.values(methods),
    )
    expect(operations.length).toBeGreaterThan(15)
    for (const { responses } of operations) {
      const answers = Object.values(responses)
      expect(answers.length).toBeGreaterThan(0)
      const contents = answers.flatMap(({ content }) => Object.values(content ?? {}))
      for (const { schema } of contents) ajv.compile(schema as object)
    }
    expect(document.paths['/api/v1/console/queue'].get.responses['401']).toBeDefined()
    const page = await site.app.inject('/api/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
  })

  test('pages that are not built say which command builds them', async () => {
    for (const [url, command] of [
      ['/', 'npm run build:web'],
      ['/console/review/1', 'npm run build:console'],
    ] as const) {
      const response = await site.app.inject(url)
      expect(response.statusCode).toBe(503)
      expect(response.body).toContain(command)
    }
  })

  test('built pages: nonce, policy, caching, fallback, and no way out of the folder', async () => {
    const root = await mkdtemp(join(tmpdir(), 'jiesu-pages-'))
    const [webDir, consoleDir] = [join(root, 'web'), join(root, 'console')]
    for (const dir of [webDir, consoleDir]) {
      await mkdir(join(dir, 'assets'), { recursive: true })
      await writeFile(join(dir, 'assets', 'main-abc123.js'), `console.log('${dir}')`)
      await writeFile(
        join(dir, 'index.html'),
        '<!doctype html><html><head><meta property="csp-nonce" content="__CSP_NONCE__" /><meta name="hotline-number" content="0" /></head></html>',
      )
    }
    await writeFile(join(webDir, 'favicon.svg'), '<svg/>')
    await writeFile(join(root, 'secret.txt'), 'secret')
    const app = await buildApp({ ...site.deps, webDir, consoleDir })

    const home = await app.inject({ url: '/', headers: { host: 'hotline.example:3000' } })
    expect(home.body).toContain('content="12345"')
    const policy = String(home.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain('ws://hotline.example:3000')
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(home.headers['cache-control']).toBe('no-cache')

    const one = await app.inject('/console')
    const two = await app.inject('/console/orders/123')
    const nonceOf = (body: string) => /csp-nonce" content="([^"]+)"/.exec(body)?.[1] ?? ''
    for (const response of [one, two]) {
      const nonce = nonceOf(response.body)
      expect(nonce.length).toBeGreaterThan(15)
      expect(response.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
      expect(response.body).not.toContain('__CSP_NONCE__')
    }
    expect(nonceOf(one.body)).not.toBe(nonceOf(two.body))

    const script = await app.inject('/assets/main-abc123.js')
    expect(script.headers['cache-control']).toContain('immutable')
    expect(script.body).toContain(webDir)
    expect((await app.inject('/console/assets/main-abc123.js')).body).toContain(consoleDir)
    expect((await app.inject('/favicon.svg')).statusCode).toBe(200)
    for (const url of [
      '/assets/../../secret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/console/assets/..%2f..%2fsecret.txt',
      '/secret.txt',
      '/assets/nothing.js',
    ]) {
      const response = await app.inject(url)
      expect(response.body, url).not.toBe('secret')
      expect(response.statusCode, url).toBeGreaterThanOrEqual(400)
    }
    await app.close()
  })

  test('a flood of one address is slowed down', async () => {
    const app = await buildApp({
      ...site.deps,
      limits: { ...site.deps.limits, requestsPerMinute: 5 },
    })
    const codes: number[] = []
    for (let i = 0; i < 7; i++) codes.push((await app.inject('/api/docs/json')).statusCode)
    expect(codes).toEqual([200, 200, 200, 200, 200, 429, 429])
    expect((await app.inject('/healthz')).statusCode).toBe(200)
    await app.close()
  })

  test('the catalogue has a text for what the app throws', () => {
    expect(new AppError('http.port-in-use', { port: 3000, next: 3001 }).message).toContain(
      'PORT=3001',
    )
  })
})

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>
}
