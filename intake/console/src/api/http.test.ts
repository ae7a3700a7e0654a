import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, createHttp } from './http.ts'

afterEach(() => void vi.unstubAllGlobals())

function answer(status: number, body?: unknown) {
  return new Response(body === undefined ? null : JSON.stringify(body), { status })
}

function start(answers: (Response | Error)[]) {
  const sent: { path: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push({ path, init })
    const next = answers.shift()
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next)
  })
  const signInAgain = vi.fn(() => Promise.resolve(http.setCsrfToken('second')))
  const renewToken = vi.fn(() => Promise.resolve(http.setCsrfToken('renewed')))
  const http = createHttp({ signInAgain, renewToken })
  http.setCsrfToken('first')
  return { http, sent, signInAgain, renewToken }
}
const signedOut = () => answer(401, { code: 'staff.signed-out', message: '', requestId: '' })
const tokenOf = (init?: RequestInit) => new Headers(init?.headers).get('x-csrf-token')

test('a write carries the token of the session, a read does not', async () => {
  const { http, sent } = start([answer(200, {}), answer(204)])
  await http.request('GET', '/a')
  expect(await http.request('POST', '/b', { x: 1 })).toBeNull()
  expect(sent.map(({ init }) => tokenOf(init))).toEqual([null, 'first'])
})

test('an ended session is taken up again and the same request is repeated once', async () => {
  const { http, sent, signInAgain } = start([signedOut(), answer(200, { ok: true })])
  expect(await http.request('POST', '/b', { id: 'press-1' })).toEqual({ ok: true })
  expect(signInAgain).toHaveBeenCalledTimes(1)
  expect(sent[1]?.init.body).toBe(sent[0]?.init.body)
  expect(tokenOf(sent[1]?.init)).toBe('second')
})

test('an old token is renewed', async () => {
  const refused = answer(403, { code: 'http.csrf-refused', message: '', requestId: '' })
  const { http, renewToken } = start([refused, answer(200, {})])
  await http.request('POST', '/b', {})
  expect(renewToken).toHaveBeenCalledTimes(1)
})

test('errors keep the server’s words and number; silence and strange answers get our own', async () => {
  const { http } = start([
    answer(409, { code: 'order.changed', message: '刚被别人改过', requestId: 'r-9' }),
    new TypeError('network'),
    new Response('<html>bad gateway</html>', { status: 502 }),
  ])
  await expect(http.request('POST', '/b', {})).rejects.toMatchObject({
    message: '刚被别人改过',
    requestId: 'r-9',
    status: 409,
  })
  await expect(http.request('GET', '/b')).rejects.toMatchObject({
    code: 'http.unreachable',
    status: 0,
  })
  const strange = await http.request('GET', '/b').catch((error: unknown) => error)
  expect(strange).toBeInstanceOf(ApiError)
  expect(strange).toMatchObject({ status: 502, code: 'http.unknown' })
})
