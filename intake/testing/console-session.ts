import { randomUUID } from 'node:crypto'

/** A signed-in member of staff who speaks the REST API as the console does. */
export interface ConsoleSession {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  /** Status and body, whatever they are. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  cookie: string
  csrf: string
}

export const actionId = () => randomUUID()

/** Signs in; throws with the server's own sentence when that fails. */
export async function signIn(
  url: string,
  login: string,
  password: string,
): Promise<ConsoleSession> {
  const response = await fetch(`${url}/api/v1/staff/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login, password }),
  })
  const me = (await response.json()) as { csrf_token?: string; message?: string }
  if (!response.ok) throw new Error(`${response.status}: ${me.message}`)
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const csrf = me.csrf_token ?? ''

  async function call(method: string, path: string, body?: unknown) {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        origin: url,
        'x-csrf-token': csrf,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  }
  async function expectOk<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await call(method, path, body)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }
  return {
    cookie,
    csrf,
    call,
    get: (path) => expectOk('GET', path),
    post: (path, body) => expectOk('POST', path, body ?? {}),
  }
}
