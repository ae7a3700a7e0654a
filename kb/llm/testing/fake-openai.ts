import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the endpoint behaves; a function may answer by what it was sent. */
export type FakeBehaviour =
  | { kind: 'normal'; content: string | ((user: string) => string) }
  | { kind: 'streaming'; content: string }
  | { kind: 'status'; status: 429 | 500 }
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

/** Server-sent events of some characters each, as real endpoints stream. */
function sendStream(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const piece of content.match(/[\s\S]{1,5}/g) ?? []) {
    const chunk = { choices: [{ index: 0, delta: { content: piece } }] }
    response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
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
    sendStream(response, behaviour.content)
  } else {
    const finish = behaviour.kind === 'truncated' ? 'length' : 'stop'
    const send = () => sendJson(response, 200, completion(contentOf(behaviour, user), finish))
    setTimeout(send, behaviour.kind === 'slow' ? behaviour.ms : 0).unref()
  }
}

/** An OpenAI-compatible server over real HTTP, so that tests go through the real client. */
export async function startFakeOpenAi(first: FakeBehaviour): Promise<FakeOpenAi> {
  let behaviour = first
  const requests: FakeOpenAi['requests'] = []
  const server: Server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const body = JSON.parse(text) as FakeOpenAi['requests'][number]
      requests.push(body)
      const user = body.messages.find((message) => message.role === 'user')?.content ?? ''
      respond(response, behaviour, user)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (next) => {
      behaviour = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
