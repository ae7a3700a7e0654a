import websocket, { type WebSocket } from '@fastify/websocket'
import { MAX_FRAME_BYTES } from '../conversation/chat-limits.ts'
import type { App } from './app-types.ts'

/** "Service restart": clients come back by themselves. */
const RESTART = 1012
const GRACE_MS = 2_000

/** Web sockets with a small payload limit and a goodbye that clients understand. */
export async function registerWebSockets(app: App): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false },
    // Oversized frames, bad UTF-8, broken lines: the peer's doing, and nobody else's concern.
    errorHandler: (error, socket, request) => {
      request.log.debug({ err: error }, 'socket ended by an error')
      socket.terminate()
    },
    preClose: (done) => {
      const { clients } = app.websocketServer
      for (const client of clients) client.close(RESTART, 'restart')
      const cut = setTimeout(() => terminateAll(clients), GRACE_MS)
      app.websocketServer.close(() => {
        clearTimeout(cut)
        done()
      })
    },
  })
}

function terminateAll(clients: Iterable<WebSocket>): void {
  for (const client of clients) client.terminate()
}
