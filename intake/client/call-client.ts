import { WebSocket } from 'ws'
import type { CallServerFrame } from '../protocol/call-api.ts'

/** A telephone system's line, for the bench and the tests; docs/calls.md describes the frames. */
export interface CallClient {
  frames: CallServerFrame[]
  send(frame: unknown): void
  sendRaw(data: string | Buffer): void
  /** Resolves with the first frame, among those that came and those to come, for which `test` holds. */
  until<T extends CallServerFrame>(test: (frame: CallServerFrame) => frame is T): Promise<T>
  until(test: (frame: CallServerFrame) => boolean): Promise<CallServerFrame>
  closed: Promise<number>
  close(): void
  terminate(): void
}

const TIMEOUT_MS = 40_000

export async function connectCalls(options: {
  url: string
  token?: string
  query?: string
}): Promise<CallClient> {
  const headers = options.token ? { authorization: `Bearer ${options.token}` } : {}
  const socket = new WebSocket(`${options.url}/ws/calls${options.query ?? ''}`, { headers })
  const frames: CallServerFrame[] = []
  const listeners = new Set<() => void>()
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as CallServerFrame)
    for (const listener of [...listeners]) listener()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) =>
      reject(new Error(`status ${response.statusCode}`)),
    )
  })
  socket.on('error', () => {})
  const until = (test: (frame: CallServerFrame) => boolean) =>
    new Promise<CallServerFrame>((resolve, reject) => {
      const late = setTimeout(() => {
        listeners.delete(look)
        reject(new Error(`not in time; got ${JSON.stringify(frames.slice(-5))}`))
      }, TIMEOUT_MS)
      const look = () => {
        const found = frames.find(test)
        if (!found) return
        clearTimeout(late)
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
    })
  return {
    frames,
    until: until as CallClient['until'],
    closed,
    send: (frame) => socket.send(JSON.stringify(frame)),
    sendRaw: (data) => socket.send(data),
    close: () => socket.close(),
    terminate: () => socket.terminate(),
  }
}
