import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the endpoint behaves; a function may answer by what it was sent. */
export type FakeBehaviour =
  | { kind: 'normal'; content: string | ((user: string) => string) }
  | { kind: 'streaming'; content: string | ((user: string) => string); cut?: boolean }
  | { kind: 'status'; status: 429 | 500 }
  /** Too many requests so many times, then the answer. */
  | { kind: 'busy'; times: number; content: string | ((user: string) => string) }
  | { kind: 'slow'; ms: number; content: string }
  | { kind: 'truncated'; content: string }
  | { kind: 'broken' }

export interface FakeOpenAi {
  baseUrl: string
  /** The bodies it was sent, in order. */
  requests: { messages: { role: string; content: string }[]; stream?: boolean; model: string }[]
  behave(behaviour: FakeBehaviour): void
  close(): Promise<void>
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function completion(content: string, finish: 'stop' | 'length') {
  return {
    id: 'fake',
    object: 'chat.completion',
    created: 0,
    model: 'fake',
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Server-sent events of some characters each, as real endpoints stream; `cut` ends in the midst of the answer. */
function sendStream(response: ServerResponse, content: string, cut = false): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (chunk: unknown) => response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  const pieces = content.match(/[\s\S]{1,5}/g) ?? []
  for (const piece of cut ? pieces.slice(0, pieces.length / 2) : pieces) {
    send({ choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] })
  }
  if (cut) return void response.end()
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
  send({ choices: [], usage: completion('', 'stop').usage })
  response.end('data: [DONE]\n\n')
}

function contentOf(behaviour: Extract<FakeBehaviour, { content: unknown }>, user: string): string {
  return typeof behaviour.content === 'string' ? behaviour.content : behaviour.content(user)
}

function respond(response: ServerResponse, behaviour: FakeBehaviour, user: string): void {
  if (behaviour.kind === 'broken') {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end('<html>not an API</html>')
  } else if (behaviour.kind === 'status') {
    sendJson(response, behaviour.status, { error: { message: 'fake' } })
  } else if (behaviour.kind === 'streaming') {
    sendStream(response, contentOf(behaviour, user), behaviour.cut)
  } else {
    const finish = behaviour.kind === 'truncated' ? 'length' : 'stop'
    const send = () => sendJson(response, 200, completion(contentOf(behaviour, user), finish))
    setTimeout(send, behaviour.kind === 'slow' ? behaviour.ms : 0).unref()
  }
}

/** An OpenAI-compatible server over real HTTP, so that tests go through the real client. */
export async function startFakeOpenAi(first: FakeBehaviour): Promise<FakeOpenAi> {
  let behaviour = first
  let busy = first.kind === 'busy' ? first.times : 0
  const requests: FakeOpenAi['requests'] = []
  const server: Server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const body = JSON.parse(text) as FakeOpenAi['requests'][number]
      requests.push(body)
      const isBusy = behaviour.kind === 'busy' && busy-- > 0
      const user = body.messages.find((message) => message.role === 'user')?.content ?? ''
      respond(response, isBusy ? { kind: 'status', status: 429 } : behaviour, user)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (next) => {
      behaviour = next
      busy = next.kind === 'busy' ? next.times : 0
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
