import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileRequest } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

/** Speaks `code2Session` as WeChat does: a code works once; the answer is JSON of the type text/plain. */
function startWechat(): Promise<Server> {
  const used = new Set<string>()
  const answer = (query: URLSearchParams) => {
    const code = query.get('js_code') ?? ''
    if (query.get('appid') !== 'wx-test' || query.get('secret') !== 'wx-secret')
      return { errcode: 40125 }
    if (code === 'busy') return { errcode: -1, errmsg: 'system error' }
    if (!code.startsWith('code-of-')) return { errcode: 40029, errmsg: 'invalid code' }
    if (used.has(code)) return { errcode: 40163, errmsg: 'code been used' }
    used.add(code)
    return { openid: `openid-${code.split('-')[2]}`, session_key: 'k', errcode: 0 }
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://wechat.test')
    response.setHeader('content-type', 'text/plain')
    if (url.searchParams.get('js_code') === 'broken') response.end('<html>')
    else response.end(JSON.stringify(answer(url.searchParams)))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

let site: TestApp
let wechat: Server
beforeAll(async () => {
  wechat = await startWechat()
  const { port } = wechat.address() as AddressInfo
  site = await createTestApp({
    env: {
      WECHAT_APPID: 'wx-test',
      WECHAT_SECRET: 'wx-secret',
      WECHAT_API_URL: `http://127.0.0.1:${port}`,
    },
  })
})
afterAll(async () => {
  await site.close()
  wechat.close()
})

async function call(path: string, options: { body?: object; token?: string } = {}) {
  const response = await fetch(`${site.url}/api/v1/miniprogram${path}`, {
    method: options.body ? 'POST' : 'GET',
    headers: {
      'content-type': 'application/json',
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    },
    ...(options.body ? { body: JSON.stringify(options.body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

describe('sign-in of the mini-program', () => {
  it('shows a citizen’s own requests on every phone of the account, and nobody else’s', async () => {
    const { chat, receipt } = await fileRequest(site.chatUrl, '一街道2号楼电梯坏了三天，物业不管')
    const first = await call('/sign-in', {
      body: { code: 'code-of-li-1', resume_token: chat.resumeToken },
    })
    expect(first.status).toBe(200)
    expect(first.body.resume_token).toBeNull()
    const own = await call('/requests', { token: first.body.session_token })
    expect(own.body.items).toMatchObject([
      { request_no: receipt.request_no, status: 'awaiting_dispatch' },
    ])

    const newPhone = await call('/sign-in', { body: { code: 'code-of-li-2' } })
    const resumed = await site.chat({ resumeToken: newPhone.body.resume_token })
    expect(resumed.conversationId).toBe(chat.conversationId)

    const other = await call('/sign-in', {
      body: { code: 'code-of-wang-1', resume_token: chat.resumeToken },
    })
    expect((await call('/requests', { token: other.body.session_token })).body.items).toEqual([])
    expect((await call('/requests', { token: 'x'.repeat(43) })).status).toBe(401)
  })
  it.each([
    ['code-nobody', 401, 'citizen.code-refused'],
    ['busy', 503, 'citizen.sign-in-unavailable'],
    ['broken', 503, 'citizen.sign-in-unavailable'],
  ])('says what is wrong with %s', async (code, status, name) => {
    const refused = await call('/sign-in', { body: { code } })
    expect([refused.status, refused.body.code]).toEqual([status, name])
  })
  it('refuses a code that was used', async () => {
    expect((await call('/sign-in', { body: { code: 'code-of-zhao-1' } })).status).toBe(200)
    expect((await call('/sign-in', { body: { code: 'code-of-zhao-1' } })).body.code).toBe(
      'citizen.code-refused',
    )
  })
  it('keeps no openid', async () => {
    const { rows } = await site.database.pool.query('select * from citizen_accounts')
    expect(JSON.stringify(rows.map((row) => String(row.openid_index)))).not.toContain('openid-')
  })
})
