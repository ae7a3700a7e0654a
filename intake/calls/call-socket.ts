import type { WebSocket } from '@fastify/websocket'
import { z } from 'zod'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { App } from '../http/app-types.ts'
import { keepAlive } from '../http/keep-alive.ts'
import { isOwnOrigin } from '../http/origin.ts'
import { createTokenBucket } from '../http/token-bucket.ts'
import { type CallServerFrame, callFrame, speakers } from '../protocol/call-api.ts'
import { createCallLine, errorFrame, type FunasrCall } from './call-line.ts'
import { bearerOf, checkCallToken, type TokenDeps } from './call-tokens.ts'
import type { IngestDeps } from './ingest-call.ts'

const HELLO_MS = 10_000
const HEARTBEAT_SECONDS = 25
/** A gateway may carry a hundred calls on one line; more frames than this a second are a fault. */
const FRAMES_A_SECOND = 1000
const BURST = 4000
/** Above this the line is not read until what waits is stored. */
const QUEUE = 2000
const BACKLOG_BYTES = 4 * 1024 * 1024
const INVALID_FRAMES = 100

const closeCodes = { helloLate: 4002, tokenUnknown: 4004, flooding: 4009, slow: 4010 } as const

export type CallSocketDeps = IngestDeps &
  TokenDeps & {
    config: Pick<Config, 'publicUrl'>
    log: Logger
  }

const query = z.object({
  call_id: z.string().min(1).max(100).optional(),
  speaker: z.enum(speakers).default('unknown'),
})

/**
 * `/ws/calls`: live transcripts from a telephone system or recogniser (docs/calls.md). The token stands in the `Authorization` header
 * or in the first frame, never in the address, which ends up in logs.
 */
export function registerCallSocket(app: App, deps: CallSocketDeps): void {
  app.get(
    '/ws/calls',
    {
      websocket: true,
      schema: { querystring: query, hide: true },
      config: { rateLimit: false },
      preValidation: async (request) => {
        const own = { host: request.host, publicUrl: deps.config.publicUrl }
        if (!isOwnOrigin(request.headers.origin, own)) throw new AppError('http.origin-refused')
        const token = bearerOf(request.headers.authorization)
        if (token !== undefined) await checkCallToken(deps, token)
      },
    },
    (socket, request) => {
      const { call_id: callId, speaker } = request.query
      const funasr = callId === undefined ? null : { callId, speaker }
      serveLine(socket, deps, { token: bearerOf(request.headers.authorization), funasr })
    },
  )
}

function serveLine(
  socket: WebSocket,
  deps: CallSocketDeps,
  { token, funasr }: { token: string | undefined; funasr: FunasrCall | null },
): void {
  const send = (frame: CallServerFrame) => {
    if (socket.bufferedAmount > BACKLOG_BYTES) return socket.terminate()
    if (frame.type === 'error' && frame.code === 'call.frame-invalid') countInvalid()
    socket.send(JSON.stringify(frame))
  }
  const end = (code: number, reason: string) => {
    socket.close(code, reason)
    // A paused line would never read the other side's answer to the close, and hang until ws gives it up.
    if (socket.isPaused) socket.resume()
  }
  const fail = (error: AppError, code: number) => {
    send(errorFrame(error, null, true))
    end(code, error.code)
  }
  let invalid = 0
  const countInvalid = () => {
    invalid += 1
    if (invalid > INVALID_FRAMES) end(closeCodes.flooding, 'call.frame-invalid')
  }
  const bucket = createTokenBucket({
    capacity: BURST,
    perMs: FRAMES_A_SECOND / 1000,
    now: Date.now,
  })
  const late = setTimeout(
    () => fail(new AppError('call.hello-required'), closeCodes.helloLate),
    HELLO_MS,
  )
  const admit = async (first: string | null) => {
    const name = await checkCallToken(deps, token ?? tokenOf(first))
    clearTimeout(late)
    send({ v: 1, type: 'welcome' })
    return createCallLine(deps, { source: name, funasr, send })
  }
  const queue: string[] = []
  let line = token === undefined ? null : admit(null)
  let draining = false
  const drain = async () => {
    while (queue.length > 0 && socket.readyState === socket.OPEN) {
      line ??= admit(queue[0] ?? null)
      const texts = queue.splice(0)
      if (socket.isPaused) socket.resume()
      await (await line).take(texts)
    }
  }
  const onFailure = (error: unknown) => {
    queue.length = 0
    if (error instanceof AppError) return fail(error, closeCodes.tokenUnknown)
    deps.log.error({ err: error }, 'call frames not stored; the sender sends them again')
    end(1011, 'http.internal')
  }
  line?.catch(onFailure)
  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return
    if (bucket.take() > 0) return fail(new AppError('call.flooding'), closeCodes.flooding)
    queue.push(isBinary ? '' : String(data))
    if (queue.length > QUEUE) socket.pause()
    if (draining) return
    draining = true
    void drain()
      .catch(onFailure)
      .finally(() => {
        draining = false
      })
  })
  socket.on('close', () => clearTimeout(late))
  keepAlive(socket, { seconds: HEARTBEAT_SECONDS })
}

function tokenOf(first: string | null): string | undefined {
  try {
    const frame = callFrame.safeParse(JSON.parse(first ?? ''))
    if (frame.success && frame.data.type === 'hello') return frame.data.token
  } catch {
    // Anything else is no hello.
  }
  throw new AppError('call.hello-required')
}
