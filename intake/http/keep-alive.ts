import type { WebSocket } from '@fastify/websocket'

/** Pings a socket and cuts it when it has been silent for two rounds: a half-open line would hold memory for ever. */
export function keepAlive(
  socket: WebSocket,
  { seconds, onBeat }: { seconds: number; onBeat?: () => void },
): void {
  let silentRounds = 0
  const heard = () => {
    silentRounds = 0
  }
  socket.on('pong', heard)
  socket.on('message', heard)
  const timer = setInterval(() => {
    if (silentRounds >= 2) return socket.terminate()
    silentRounds += 1
    socket.ping()
    onBeat?.()
  }, seconds * 1000)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}
