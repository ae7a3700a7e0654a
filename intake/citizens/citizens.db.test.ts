import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeWechat, startFakeWechat } from '../testing/fake-wechat.ts'
import { fileRequest } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let site: TestApp
let wechat: FakeWechat
beforeAll(async () => {
  wechat = await startFakeWechat()
  site = await createTestApp({ env: wechat.env })
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
