import type { z } from 'zod'
import type { apiError } from '../../../protocol/console-api.ts'

/** What the server said, in Chinese, with the number that support asks for (promise 5). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string

  constructor(status: number, body: z.infer<typeof apiError>) {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.requestId = body.requestId
  }
}

export interface Http {
  /** Sends, and once more after a new sign-in if the session had ended meanwhile. */
  request<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** Sends once: for the sign-in itself. */
  requestOnce<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>
  setCsrfToken(token: string): void
  csrfToken(): string
}

export interface HttpOptions {
  /** Shows the sign-in over the page; resolves when the person is back. */
  signInAgain: () => Promise<void>
  /** Reads a fresh CSRF token of the same session. */
  renewToken: () => Promise<void>
}

const unreachable = {
  code: 'http.unreachable',
  message: '连不上服务器。请检查网络后重试，已填写的内容还在本页。',
  requestId: '',
}

/** JSON with its header; files go as they are, and the browser writes the header with its boundary. */
function packed(body: unknown): { headers: Record<string, string>; body?: string | FormData } {
  if (body === undefined) return { headers: {} }
  if (body instanceof FormData) return { headers: {}, body }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

export function createHttp(options: HttpOptions): Http {
  let csrfToken = ''

  const requestOnce = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const { headers, ...content } = packed(body)
    const token: Record<string, string> = method === 'GET' ? {} : { 'x-csrf-token': csrfToken }
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      // What is given back when a page ends must outlive it.
      keepalive: method === 'DELETE',
      headers: { accept: 'application/json', ...headers, ...token },
      ...content,
    }).catch((cause: unknown) => {
      throw Object.assign(new ApiError(0, unreachable), { cause })
    })
    if (response.ok) return (response.status === 204 ? null : await response.json()) as T
    throw new ApiError(response.status, await readError(response))
  }

  const request = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    try {
      return await requestOnce<T>(method, path, body)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 401) await options.signInAgain()
      else if (error.code === 'http.csrf-refused') await options.renewToken()
      else throw error
      return await requestOnce<T>(method, path, body)
    }
  }

  return {
    request,
    requestOnce,
    setCsrfToken: (token) => {
      csrfToken = token
    },
    csrfToken: () => csrfToken,
  }
}

async function readError(response: Response): Promise<z.infer<typeof apiError>> {
  try {
    const body = (await response.json()) as Partial<z.infer<typeof apiError>>
    if (typeof body.code === 'string' && typeof body.message === 'string') {
      return { code: body.code, message: body.message, requestId: body.requestId ?? '' }
    }
  } catch {
    // Not ours: a proxy in between answered with a page of its own.
  }
  return {
    code: 'http.unknown',
    message: `服务器没有正常应答（${response.status}）。请稍后重试，已填写的内容还在本页。`,
    requestId: response.headers.get('x-request-id') ?? '',
  }
}
