import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { App } from '../http/app-types.ts'
import { keepAlive } from '../http/keep-alive.ts'
import { isOwnOrigin } from '../http/origin.ts'
import { createBuckets, createCounter } from '../http/token-bucket.ts'
import { closeCodes } from './chat-limits.ts'
import { type ChatSessionDeps, createChatSession } from './chat-session.ts'

const HOUR = 3_600_000

export type ChatSocketDeps = Omit<ChatSessionDeps, 'conversations'> & {
  config: Pick<Config, 'publicUrl' | 'shape' | 'embedOrigins'>
}

/** `/ws/chat`: the citizen's line. `docs/protocol.md` describes it. */
export function registerChatSocket(app: App, deps: ChatSocketDeps): void {
  const { limits, config } = deps
  const connections = createCounter(limits.connectionsPerAddress)
  const conversations = createBuckets({
    capacity: limits.conversationsPerHour,
    perMs: limits.conversationsPerHour / HOUR,
    now: () => performance.now(),
  })
  app.get(
    '/ws/chat',
    {
      websocket: true,
      config: { rateLimit: false },
      preValidation: async (request) => {
        const own = { host: request.host, publicUrl: config.publicUrl }
        const { origin } = request.headers
        // Sites that may embed the chat may speak to it: a conversation rests on its token and on no cookie.
        const embeds = origin !== undefined && config.embedOrigins.includes(origin)
        if (!embeds && !isOwnOrigin(origin, own)) throw new AppError('http.origin-refused')
      },
    },
    (socket, request) => {
      const address = request.ip
      if (!connections.add(address)) {
        const { code, message } = new AppError('chat.too-many-connections')
        const refusal = { type: 'error', code, message, client_message_id: null }
        socket.send(JSON.stringify({ ...refusal, retry_after_ms: 30_000, fatal: true }))
        return socket.close(closeCodes.tooManyConnections, code)
      }
      const session = createChatSession(
        { ...deps, conversations },
        {
          send: (text) => socket.send(text),
          close: (code, reason) => socket.close(code, reason),
          cut: () => socket.terminate(),
          bufferedBytes: () => socket.bufferedAmount,
        },
        address,
      )
      socket.on('message', (data, isBinary) => {
        if (isBinary) session.receiveBinary()
        else session.receive(String(data))
      })
      socket.on('close', () => {
        connections.remove(address)
        session.end()
      })
      // In one process no wake-up is lost; between processes the table is looked at with each beat.
      const onBeat = config.shape === 'production' ? () => session.look() : () => {}
      keepAlive(socket, { seconds: limits.heartbeatSeconds, onBeat })
    },
  )
}
