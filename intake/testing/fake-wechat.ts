import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

function answer(query: URLSearchParams, used: Set<string>): Record<string, unknown> {
  const code = query.get('js_code') ?? ''
  if (query.get('appid') !== 'wx-test' || query.get('secret') !== 'wx-secret') {
    return { errcode: 40125 }
  }
  if (code === 'busy') return { errcode: -1, errmsg: 'system error' }
  if (!code.startsWith('code-of-')) return { errcode: 40029, errmsg: 'invalid code' }
  if (used.has(code)) return { errcode: 40163, errmsg: 'code been used' }
  used.add(code)
  return { openid: `openid-${code.split('-')[2]}`, session_key: 'k', errcode: 0 }
}

export interface FakeWechat {
  /** The environment that makes the server ask here. */
  env: Record<string, string>
  close(): void
}

/** Speaks `code2Session` as WeChat does: a code (`code-of-<person>-<n>`) works once; the answer is JSON of the type text/plain. */
export async function startFakeWechat(): Promise<FakeWechat> {
  const used = new Set<string>()
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://wechat.test')
    response.setHeader('content-type', 'text/plain')
    const broken = searchParams.get('js_code') === 'broken'
    response.end(broken ? '<html>' : JSON.stringify(answer(searchParams, used)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  const WECHAT_API_URL = `http://127.0.0.1:${port}`
  return {
    env: { WECHAT_APPID: 'wx-test', WECHAT_SECRET: 'wx-secret', WECHAT_API_URL },
    close: () => server.close(),
  }
}
